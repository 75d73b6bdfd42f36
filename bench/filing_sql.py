"""The rows of one filing, read and written as `intake.submit` does, for pgbench."""

FILING_SQL = """
BEGIN;
SELECT nextval('bench_draft') AS dossier \\gset
SELECT applicant_id AS person, applicant_account_id AS owner
    FROM dossiers_dossier WHERE id = :dossier FOR UPDATE \\gset
SELECT data FROM dossiers_answers WHERE dossier_id = :dossier;
SELECT p.item, f.* FROM dossiers_paper p JOIN files_storedfile f ON f.id = p.file_id WHERE p.dossier_id = :dossier;
INSERT INTO dossiers_filing (dossier_id, number, idempotency_key, fingerprint, answers, papers, filed_at)
    SELECT dossier_id, 1, 'pgbench-' || dossier_id, repeat('0', 64), data, (
        SELECT jsonb_agg(jsonb_build_object(
            'item', p.item, 'name', f.name, 'file', f.id, 'size', f.size, 'sha256', f.sha256
        ))
        FROM dossiers_paper p JOIN files_storedfile f ON f.id = p.file_id WHERE p.dossier_id = :dossier
    ), now()
    FROM dossiers_answers WHERE dossier_id = :dossier;
SELECT full_name, name_folded FROM accounts_person WHERE id = :person;
INSERT INTO dossiers_dossierevent (dossier_id, number, action, from_state, to_state, clock, happened_at, role,
        account_id, calendar_version_id, remark_hash, details)
    VALUES (:dossier, 1, 'submit', 'draft', 'submitted', 'keep', now(), 'applicant',
        :owner, :calendar, '', '{"filing": 1}')
    RETURNING id AS event \\gset
INSERT INTO dossiers_codecounter (agency_code, day, last) VALUES ('BENCH', current_date, 1)
    ON CONFLICT (agency_code, day) DO UPDATE SET last = dossiers_codecounter.last + 1
    RETURNING last \\gset
UPDATE dossiers_dossier SET state = 'submitted', event_count = 1, calendar_version_id = :calendar,
        submitted_at = now(), code = 'BENCH-' || :last::int, subject_name = 'Nguyễn Thị Mẫu',
        subject_folded = 'nguyen thi mau', tracking_secret_sealed = repeat('x', 100)::bytea
    WHERE id = :dossier;
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', 'effects.fan_out', 0, NULL, NULL, jsonb_build_object('event_id', :event::bigint), NULL)
]::procrastinate_job_to_defer_v1[]);
COMMIT;
"""
