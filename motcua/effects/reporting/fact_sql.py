"""The one statement that makes facts. Upkeep asks it for one dossier, a rebuild for thousands: the same text.

It reads the events, the columns of the dossier that are computed from events, and what is frozen with an event: the
filing, the published version, the result that went out. Duties are the exception: they are settled by payments, and
whoever settles one has the fact noted anew. So is what the national portal knows: it is noted anew when it hears of it.
"""

from motcua.effects.reporting.doubts import as_sql

#: The columns of DossierFact in the order in which the statement gives them.
COLUMNS: tuple[str, ...] = (
    "dossier_id",
    "code",
    "event_count",
    "agency_id",
    "unit_id",
    "procedure_id",
    "service_level",
    "channel",
    "accepted_post_id",
    "asked_post_id",
    "ended_post_id",
    "state",
    "submitted_on",
    "received_on",
    "asked_on",
    "ended_on",
    "delivered_on",
    "due_on",
    "first_due_on",
    "past_due_on",
    "index_late_on",
    "ended_how",
    "timeliness",
    "working_days",
    "elapsed_days",
    "requests",
    "supplement_rounds",
    "delivered_by_post",
    "returns_paper",
    "electronic_result",
    "digitised_papers",
    "reused_papers",
    "has_fee",
    "paid_online",
    "identity_verified",
    "known_there",
    "returned_before_due",
    "asked_before_due",
    "received_again",
    "date_edited",
    "paused_without_ground",
    "finished_without_result",
    "closed_by_desk",
)


def _day(moment: str) -> str:
    """The legal day of a moment."""
    return f"(({moment}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


_REQUESTS = "('ask_to_complete', 'request_supplement')"
_ANSWERS = "('resubmit', 'supplement')"
_NEAR = as_sql("days_before_due", on="coalesce(r.ended_on, r.submitted_on)")
_AGAIN = as_sql("days_until_again", on="r.submitted_on")
_WITHOUT = "('refuse', 'withdraw', 'stop')"

_FACTS = f"""
WITH chosen AS MATERIALIZED (
    SELECT d.id, d.code, d.event_count, d.deciding_agency_id, d.receiving_unit_id, d.procedure_version_id, d.channel,
        d.state, d.calendar_version_id, d.applicant_id, d.applicant_account_id, d.holder_id, d.holder_organisation_id,
        d.submitted_at,
        d.accepted_at, d.original_due_at, d.finished_at, d.supplement_rounds, {_day("d.submitted_at")} AS submitted_on,
        {_day("d.accepted_at")} AS received_on, {_day("d.due_at")} AS due_on,
        {_day("d.original_due_at")} AS first_due_on, {_day("d.finished_at")} AS ended_on
    FROM dossiers_dossier d WHERE {{of_dossiers}} AND d.event_count > 0
), published AS MATERIALIZED (
    SELECT v.id, v.procedure_id, v.definition #>> '{{{{procedure,channels,online}}}}' AS service_level,
        v.definition @? '$.procedure.results[*] ? (@.paper == true)' AS returns_paper,
        jsonb_path_query_array(v.definition, '$.procedure.process.**.ground') AS grounds
    FROM catalogue_procedureversion v WHERE v.id IN (SELECT procedure_version_id FROM chosen)
), told AS MATERIALIZED (
    SELECT e.dossier_id, e.number, e.action, e.clock, e.role, e.post_id, e.happened_at, e.details, c.accepted_at,
        c.procedure_version_id, c.calendar_version_id, {_day("e.happened_at")} AS happened_on,
        (e.action IN {_REQUESTS} OR e.action IN {_ANSWERS}) AS is_talk
    FROM dossiers_dossierevent e JOIN chosen c ON c.id = e.dossier_id WHERE {{of_events}}
), talks AS (
    SELECT dossier_id, number, action, happened_at, happened_on, accepted_at,
        lag(action) OVER talk AS before, lag(happened_at) OVER talk AS asked_at,
        lead(number) OVER talk IS NULL AS is_last,
        row_number() OVER (PARTITION BY dossier_id, action IN {_REQUESTS} ORDER BY number) AS nth
    FROM told WHERE is_talk WINDOW talk AS (PARTITION BY dossier_id ORDER BY number)
), waits AS (
    SELECT dossier_id,
        count(*) FILTER (WHERE action IN {_REQUESTS}) AS requests,
        min(happened_on) FILTER (WHERE action IN {_REQUESTS} AND nth = 2) AS asked_again_on,
        max(happened_at) FILTER (WHERE action IN {_REQUESTS} AND is_last) AS open_since,
        coalesce(sum(happened_at - asked_at) FILTER (
            WHERE action IN {_ANSWERS} AND before IN {_REQUESTS} AND asked_at >= accepted_at
        ), interval '0') AS waited
    FROM talks GROUP BY dossier_id
), stretches AS (
    SELECT dossier_id, calendar_version_id, clock, happened_on,
        lead(happened_on) OVER (PARTITION BY dossier_id ORDER BY number) AS until_on
    FROM told WHERE clock <> 'keep'
), ran AS (
    SELECT s.dossier_id, sum(last.number - first.number)::int AS working_days
    FROM stretches s
    JOIN reporting_workedday first ON first.calendar_version_id = s.calendar_version_id AND first.day = s.happened_on
    JOIN reporting_workedday last ON last.calendar_version_id = s.calendar_version_id AND last.day = s.until_on
    WHERE s.clock IN ('start', 'resume', 'restart', 'extend') GROUP BY s.dossier_id
), acts AS (
    SELECT t.dossier_id,
        min(t.post_id) FILTER (WHERE t.action = 'accept') AS accepted_post_id,
        min(t.happened_on) FILTER (WHERE t.action IN {_REQUESTS}) AS asked_on,
        (array_agg(t.post_id ORDER BY t.number) FILTER (WHERE t.action IN {_REQUESTS}))[1] AS asked_post_id,
        (array_agg(t.post_id ORDER BY t.number DESC) FILTER (WHERE t.action = 'decide'))[1] AS decided_post_id,
        (array_agg(t.post_id ORDER BY t.number DESC) FILTER (WHERE t.action IN {_WITHOUT}))[1] AS closed_post_id,
        max(t.action) FILTER (WHERE t.action IN {_WITHOUT}) AS closed_by,
        max(t.role) FILTER (WHERE t.action IN {_WITHOUT}) AS closed_role,
        max(t.happened_at) FILTER (WHERE t.action = 'publish') AS published_at,
        max(t.happened_at) FILTER (WHERE t.action = 'deliver') AS delivered_at,
        max(t.happened_at) FILTER (WHERE t.action IN {_WITHOUT}) AS closed_at,
        coalesce(bool_or(t.role = 'system' AND NOT t.details ? 'to_parent') FILTER (WHERE t.action = 'deliver'), false)
            AS delivered_by_post,
        coalesce(bool_or(t.action IN ('apologise', 'change_calendar')), false) AS has_moved,
        coalesce(bool_or(t.clock IN ('pause', 'restart')), false) AS has_stood,
        coalesce(bool_or(
            (t.action = 'suspend' AND NOT coalesce(v.grounds ? (t.details ->> 'ground'), false))
            OR (t.action = 'request_supplement'
                AND coalesce(jsonb_array_length(nullif(t.details -> 'items', 'null')), 0) = 0)
        ), false) AS has_groundless_pause,
        max(t.happened_on) FILTER (WHERE t.action = 'request_supplement') AS supplement_asked_on,
        coalesce(bool_or(t.action = 'submit' AND t.details @> '{{{{"vouched": true}}}}'), false) AS is_vouched
    FROM told t JOIN published v ON v.id = t.procedure_version_id GROUP BY t.dossier_id
), read AS (
    SELECT c.*, v.procedure_id, v.service_level, v.returns_paper, a.accepted_post_id, a.asked_on, a.asked_post_id,
        a.decided_post_id, a.closed_post_id, a.closed_by, a.closed_role, a.delivered_at,
        a.delivered_by_post, a.has_groundless_pause, a.is_vouched,
        (a.has_moved OR (c.due_on > c.first_due_on AND NOT a.has_stood)) AND c.received_on IS NOT NULL AS date_edited,
        coalesce(w.requests, 0) AS requests, w.asked_again_on, ran.working_days,
        CASE WHEN coalesce(a.published_at, a.delivered_at, a.closed_at, w.open_since, 'infinity')
                - coalesce(w.waited, interval '0') > c.original_due_at
            THEN {_day("c.original_due_at + coalesce(w.waited, interval '0')")} END AS appointment_passed_on,
        CASE WHEN a.published_at IS NOT NULL THEN 'result' WHEN a.closed_by = 'refuse' THEN 'refused'
            WHEN a.closed_by = 'withdraw' THEN 'withdrawn' WHEN a.closed_by = 'stop' THEN 'stopped' ELSE '' END
            AS ended_how,
        -- Working days from the appointment back: to the end, to the last request, and to the beginning.
        due.number - ended.number AS before_due, first_due.number - asked.number AS asked_before,
        first_due.number - began.number AS whole
    FROM chosen c
    JOIN published v ON v.id = c.procedure_version_id
    JOIN acts a ON a.dossier_id = c.id
    LEFT JOIN waits w ON w.dossier_id = c.id
    LEFT JOIN ran ON ran.dossier_id = c.id
    LEFT JOIN reporting_workedday due
        ON due.calendar_version_id = c.calendar_version_id AND due.day = coalesce(c.due_on, c.first_due_on)
    LEFT JOIN reporting_workedday first_due
        ON first_due.calendar_version_id = c.calendar_version_id AND first_due.day = c.first_due_on
    LEFT JOIN reporting_workedday ended
        ON ended.calendar_version_id = c.calendar_version_id AND ended.day = c.ended_on
    LEFT JOIN reporting_workedday asked
        ON asked.calendar_version_id = c.calendar_version_id AND asked.day = a.supplement_asked_on
    LEFT JOIN reporting_workedday began
        ON began.calendar_version_id = c.calendar_version_id AND began.day = c.received_on
)
SELECT r.id AS dossier_id, r.code, r.event_count, r.deciding_agency_id AS agency_id, r.receiving_unit_id AS unit_id,
    r.procedure_id, r.service_level, r.channel, r.accepted_post_id, r.asked_post_id,
    CASE WHEN r.ended_how = 'result' THEN r.decided_post_id ELSE r.closed_post_id END AS ended_post_id,
    r.state, r.submitted_on, r.received_on, r.asked_on, r.ended_on, {_day("r.delivered_at")} AS delivered_on,
    r.due_on, r.first_due_on,
    CASE WHEN r.ended_on IS NULL OR r.ended_on > r.due_on THEN r.due_on + 1 END AS past_due_on,
    -- Never before it was received: only what was received can be late. (GREATEST and LEAST pass over what is empty.)
    CASE WHEN r.received_on IS NOT NULL AND coalesce(r.asked_again_on, r.appointment_passed_on) IS NOT NULL
        THEN greatest(r.received_on, least(r.asked_again_on, r.appointment_passed_on)) END AS index_late_on,
    r.ended_how,
    CASE WHEN r.ended_how <> 'result' THEN ''
        WHEN r.ended_on < coalesce(r.due_on, r.first_due_on) THEN 'early'
        WHEN r.ended_on > coalesce(r.due_on, r.first_due_on) THEN 'late' ELSE 'on_time' END AS timeliness,
    CASE WHEN r.ended_how = 'result' THEN coalesce(r.working_days, 0) END AS working_days,
    CASE WHEN r.ended_how = 'result' THEN r.ended_on - r.submitted_on END AS elapsed_days,
    r.requests, r.supplement_rounds, r.delivered_by_post, r.returns_paper, out.is_out AS electronic_result,
    coalesce(jsonb_array_length(filed.papers) > 0, false) AS digitised_papers,
    coalesce(filed.papers @? '$[*].reused', false) AS reused_papers,
    coalesce(owed.has_fee, false) AS has_fee, coalesce(owed.paid_online, false) AS paid_online,
    -- Vouched for where it was filed, or here: only ever added, and dated, for who is vouched for later was not then.
    r.is_vouched OR EXISTS (
        SELECT FROM accounts_identityverification i
        WHERE i.account_id = r.applicant_account_id AND i.at <= r.submitted_at
    ) AS identity_verified,
    portal.known_since IS NOT NULL AS known_there,
    coalesce(r.ended_how IN ('refused', 'withdrawn', 'stopped') AND r.closed_role <> 'system'
        AND r.before_due BETWEEN 0 AND {_NEAR} AND r.whole > {_NEAR}, false)
        AS returned_before_due,
    coalesce(r.asked_before BETWEEN 0 AND {_NEAR} AND r.whole > {_NEAR}, false)
        AS asked_before_due,
    EXISTS (
        SELECT FROM dossiers_dossier o JOIN catalogue_procedureversion ov ON ov.id = o.procedure_version_id
        WHERE o.applicant_id = r.applicant_id AND o.id <> r.id AND o.state IN ('refused', 'withdrawn', 'stopped')
            AND o.finished_at BETWEEN r.submitted_at - make_interval(days => {_AGAIN}) AND r.submitted_at
            AND o.submitted_at < r.submitted_at
            AND o.holder_id IS NOT DISTINCT FROM r.holder_id
            AND o.holder_organisation_id IS NOT DISTINCT FROM r.holder_organisation_id
            AND ov.procedure_id = r.procedure_id
    ) AS received_again,
    r.date_edited, r.has_groundless_pause AS paused_without_ground,
    r.ended_how = 'result' AND NOT out.is_out AS finished_without_result,
    coalesce((r.ended_how = 'withdrawn' AND r.closed_role <> 'applicant')
        OR (r.ended_how = 'stopped' AND r.closed_role <> 'system'), false) AS closed_by_desk
FROM read r
LEFT JOIN national_portal_standing portal ON portal.dossier_id = r.id
LEFT JOIN LATERAL (
    SELECT f.papers FROM dossiers_filing f WHERE f.dossier_id = r.id ORDER BY f.number DESC LIMIT 1
) filed ON true
LEFT JOIN LATERAL (
    SELECT bool_or(y.amount > 0) AS has_fee, bool_or(y.amount > 0 AND y.settled_how = 'transfer') AS paid_online
    FROM dossiers_feeduty y WHERE y.dossier_id = r.id AND y.cancelled_at IS NULL
) owed ON true
CROSS JOIN LATERAL (
    SELECT EXISTS (
        SELECT FROM dossiers_result u WHERE u.dossier_id = r.id AND u.published_at IS NOT NULL
    ) AS is_out
) out
"""  # noqa: S608 - names and numbers of our own


def facts(chosen: str) -> str:
    """The statement; `chosen` is a condition on {dossier}, the number of a dossier."""
    # Said of the events as well, although it follows: the planner would read all events to find those of thousands.
    return _FACTS.format(of_dossiers=chosen.format(dossier="d.id"), of_events=chosen.format(dossier="e.dossier_id"))
