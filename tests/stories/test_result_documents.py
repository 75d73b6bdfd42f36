"""What a draft of a result says, who may be named under it, and a certified copy of an original."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.rules.actor import Actor
from motcua.effects.result_documents import drafting, layout_versions, signers
from motcua.foundation.accounts.models import Account
from motcua.foundation.files.storage import Readable, open_file
from motcua.foundation.organisations.models import Delegation, Post
from motcua.foundation.signing.plain import DocumentHasScripts
from tests import papers, samples
from tests.world import MONDAY, TUESDAY, World, account


def draft(dossier: Dossier, world: World, *, kind: str = "gpxd_gia_han", scan: Readable | None = None) -> Result:
    who: Actor = world.hoa
    return drafting.draft(
        dossier,
        kind=kind,
        signer_id=world.tuan.account_id or 0,
        actor=who,
        by=Account.objects.get(pk=who.account_id or 0),
        at=TUESDAY,
        note="Chủ đầu tư báo ngày khởi công.",
        scan=scan,
    )


def text_of(result: Result, *, page: int = -1) -> str:
    with open_file(result.file) as file:
        document = pypdfium2.PdfDocument(file.read())
    return " ".join(document[page % len(document)].get_textpage().get_text_bounded().split())


def test_a_draft_says_what_was_filed_and_who_will_sign(world: World) -> None:
    result = draft(world.worked(), world)

    said = text_of(result)
    assert "12/GPXD-2025" in said
    assert "Phạm Anh Tuấn" in said
    assert "Chủ đầu tư báo ngày khởi công." in said
    code = str(result.verification_code)
    assert " ".join(code[start : start + 4] for start in range(0, len(code), 4)) in said


def test_there_is_room_for_signature_seal_number_and_day(world: World) -> None:
    result = draft(world.worked(), world)

    with open_file(result.file) as file, pikepdf.open(BytesIO(file.read())) as document:
        names = {str(field.T) for field in document.Root.AcroForm.Fields}
    assert names == {"chu_ky", "con_dau", "so", "ngay"}


def test_only_who_may_decide_is_named_as_the_signer(world: World) -> None:
    with pytest.raises(drafting.SignerUnknown):
        drafting.draft(
            world.worked(),
            kind="gpxd_gia_han",
            signer_id=world.quy.account_id or 0,
            actor=world.hoa,
            by=account("hoa"),
            at=TUESDAY,
        )


def test_a_deputy_signs_for_the_head_and_a_delegate_by_power_of_attorney(world: World) -> None:
    post = Post.objects.get(pk=world.tuan.post_id or 0)
    Delegation.objects.create(
        post=post, to_account=account("hoa"), valid_from=MONDAY, valid_to=TUESDAY, document="5/QĐ-UBND"
    )

    found = {each.name: each.title for each in signers.signers(world.minh_tan, on=TUESDAY.date())}

    assert found["Phạm Anh Tuấn"][0].startswith("KT. ")
    assert found[account("hoa").person.full_name][0].startswith("TUQ. ")


def test_every_drawing_is_of_a_published_result(db: None) -> None:
    from motcua.blueprints.catalogue import queries

    for layout in layout_versions.LAYOUTS:
        definition = queries.definition_of(queries.find(layout.procedure).version.pk)
        assert layout.kind in {each.key for each in definition.results}, layout.name
        assert {key for _label, key in layout.entries} <= set(definition.form.fields), layout.name
        assert layout.path.exists()


def test_a_certified_copy_is_the_scan_and_a_last_page_that_vouches_for_it(world: World) -> None:
    dossier = world.worked()
    found = layout_versions.layout_for("2.000815", "ban_sao_dien_tu", on=TUESDAY.date())
    assert found is not None
    signer = drafting.signers_of(dossier, at=TUESDAY)[0]
    scan = drafting._read(BytesIO(samples.jpeg()))

    content = drafting._document(dossier, found, signer=signer, code="A" * 24, note="", scan=scan, at=TUESDAY)

    document = pypdfium2.PdfDocument(content)
    assert len(document) == 2
    said = " ".join(document[1].get_textpage().get_text_bounded().split())
    assert "LỜI CHỨNG BẢN SAO ĐIỆN TỬ" in said
    assert "Ký bản điện tử" in said
    with pytest.raises(drafting.ScanMissing):
        drafting._document(dossier, found, signer=signer, code="A" * 24, note="", scan=b"", at=TUESDAY)


def test_a_scan_with_a_program_in_it_is_refused(world: World) -> None:
    with pytest.raises(DocumentHasScripts):
        drafting._read(BytesIO(papers.a_pdf_with_a_scripted_form()))
