"""Word files are read as Word prints them: results of fields, accepted changes, nothing that is hidden."""

from __future__ import annotations

import pytest

from lapwing.platform.extraction.tests.office_files import (
    p,
    read,
    rows,
    run,
    styled,
    tbl,
    texts,
    tr,
    word_file,
)

_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:t>code</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_headings_are_told_by_the_level_in_the_outline_and_by_built_in_names() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Band"/>'
        '<w:basedOn w:val="Rubrik1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Deep"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC"><w:name w:val="TOC Heading"/>'
        '<w:basedOn w:val="Rubrik1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    body = "".join(styled(name, name) for name in ("Rubrik1", "Own", "Deep", "TOC", "Missing"))
    body += p("Direct", '<w:outlineLvl w:val="3"/>')

    found = read(word_file(body, styles=styles))

    assert [paragraph.heading for paragraph in found.paragraphs] == [1, 1, 3, None, None, 4]


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    found = read(word_file(p(run("Page ") + _FIELD + run(" of the plan"))))
    assert texts(found) == ["Page 12 of the plan"]


def test_a_field_that_ends_in_another_paragraph_hides_nothing() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert texts(read(word_file(p(opened) + p("Contents") + p("Words")))) == ["Contents", "Words"]


def test_tracked_changes_are_read_as_if_accepted_and_noted_once() -> None:
    body = p(
        run("By ")
        + f"<w:del><w:r><w:delText>March</w:delText></w:r></w:del><w:ins>{run('May')}</w:ins>"
        + f"<w:moveFrom>{run(' gone')}</w:moveFrom><w:moveTo>{run(' 2026')}</w:moveTo>"
    )

    found = read(word_file(body + body))

    assert texts(found) == ["By May 2026", "By May 2026"]
    assert [note.code for note in found.notes] == ["tracked-changes"]


def test_a_file_without_changes_has_no_note() -> None:
    assert read(word_file(p("Words"))).notes == ()


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    ends_deleted = "<w:rPr><w:del/></w:rPr>"
    gone = f"<w:del>{run('Old words')}</w:del>"
    found = read(word_file(p("Agree the", ends_deleted) + p("pathway") + p(gone, ends_deleted) + p("Next")))
    assert texts(found) == ["Agree the pathway", "Next"]


def test_deleted_rows_are_left_out() -> None:
    found = read(word_file(tbl(tr("1", "Kept"), tr("2", "Gone", properties="<w:del/>"), tr("3", "Too"))))
    assert rows(found.grids[0]) == [["1", "Kept"], ["3", "Too"]]


def test_blanks_hyphens_and_breaks_are_told_plainly() -> None:
    found = read(
        word_file(
            p(
                run("Head\u00a0of im\u00adprove")
                + "<w:r><w:softHyphen/><w:t>ment</w:t><w:noBreakHyphen/><w:t>led</w:t><w:br/>"
                "<w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"
            )
        )
    )
    assert texts(found) == ["Head of improvement-led\na\tb"]


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>', "✗"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00E9"/></w:r>', "↑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r>', "≥ 80%"),
        (run("ü", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
        (run("\uf0fc Done"), "✓ Done"),
        ('<w:r><w:sym w:font="Wingdings" w:char="nonsense"/><w:t>x</w:t></w:r>', "x"),
    ],
)
def test_letters_of_symbol_fonts_are_the_signs_they_look_like(content: str, seen: str) -> None:
    assert texts(read(word_file(p(content)))) == [seen]


def test_boxes_to_tick_and_lists_to_choose_from_are_told_by_what_they_show() -> None:
    ticked = "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"
    chosen = (
        "<w:ddList><w:result w:val='1'/><w:listEntry w:val='Red'/><w:listEntry w:val='Green'/></w:ddList>"
    )
    fields = "".join(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for data in (ticked, chosen)
    )
    assert texts(read(word_file(p(fields)))) == ["☒Green"]


def test_what_is_hidden_or_only_asked_for_by_a_form_is_not_read() -> None:
    prompt = f"<w:sdtContent>{run('Click here')}</w:sdtContent>"
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{prompt}</w:sdt>"
    found = read(word_file(p(run("Seen") + run("hidden", "<w:vanish/>") + asked)))
    assert texts(found) == ["Seen"]


def test_content_controls_hyperlinks_and_insertions_around_blocks_are_walked_through() -> None:
    inner = p(f"<w:hyperlink>{run('linked')}</w:hyperlink>") + tbl(tr("a", "b"))
    found = read(word_file(f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert texts(found) == ["linked"]
    assert rows(found.grids[0]) == [["a", "b"]]


def test_a_text_box_is_read_once_after_the_paragraph_that_it_hangs_on() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(word_file(p(run("Anchor") + drawn)))) == ["Anchor", "In the box"]


def test_footnotes_come_last_and_leave_nothing_in_the_text() -> None:
    body = p(run("By May 2025") + '<w:r><w:footnoteReference w:id="1"/></w:r>') + p("After")
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="1">{p("Was April")}</w:footnote>'
    )

    found = read(word_file(body, footnotes=notes))

    assert texts(found) == ["By May 2025", "After", "Was April"]
    assert found.paragraphs[-1].place == "footnote 1"


def test_macros_and_pictures_are_noted() -> None:
    picture = p('<w:r><w:drawing><a:graphicData uri="picture"/></w:drawing></w:r>') + p("Words")
    found = read(word_file(picture, more={"word/vbaProject.bin": "AutoOpen"}))
    assert {note.code for note in found.notes} == {"macros", "pictures"}


def test_a_raised_figure_does_not_run_into_a_date_and_a_raised_ending_does() -> None:
    above = '<w:vertAlign w:val="superscript"/>'
    found = read(word_file(p(run("17") + run("th", above) + run(" May 2025") + run("1", above))))
    assert texts(found) == ["17th May 2025¹"]


def test_equations_are_told_by_their_words() -> None:
    found = read(word_file(p(run("x ") + "<m:oMath><m:r><m:t>≥ 80%</m:t></m:r></m:oMath>")))
    assert texts(found) == ["x ≥ 80%"]
