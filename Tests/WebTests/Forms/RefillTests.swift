import Foundation
import Register
import Store
import Testing
@testable import Web

/// The form whose words go along with a choice of language, and the reading of our own markup that fills one in.
struct RefillTests {
    @Test func theFirstFormInWhichSomebodyTypesIsTheMainOne() {
        let token = "<input type=\"hidden\" name=\"form-token\" value=\"t\">"
        let button: HTML = HTML(markup: "<form method=\"post\" action=\"/a\">\(token)<button>Go</button></form>")
        let filter: HTML = "<form method=\"get\" action=\"/f\"><select name=\"x\"><option value=\"\"></option></select></form>"
        let note: HTML = HTML(
            markup: "<form method=\"post\" action=\"/n?sent=1\" novalidate>\(token)<textarea name=\"text\"></textarea></form>")
        let stranger: HTML = "<form method=\"post\" action=\"/s\"><input type=\"text\" name=\"a\"></form>"
        let confirm: HTML = HTML(
            markup: "<form method=\"post\" action=\"/c\">\(token)<input type=\"hidden\" name=\"draft\" value=\"d\"></form>")
        #expect(MainForm(in: "\(button)\(filter)") == nil && MainForm(in: stranger) == nil && MainForm(in: "") == nil)
        let main = MainForm(in: "<p>a < b</p>\(button)\(filter)\(note)\(confirm)")
        #expect(
            main?.address == "/n" && main?.body.text.contains("<form id=\"main-form\" method=\"post\" action=\"/n?sent=1\"") == true
        )
        #expect(main?.body.text.components(separatedBy: "main-form").count == 2)
        #expect(MainForm(in: "\(button)\(confirm)")?.address == "/c")
        #expect(MainForm(in: "<form method=\"post\" action=\"/open") == nil, "cut off")
    }

    @Test func whatFindsNoPlaceIsToldApartAndNothingBreaksOut() {
        let page = """
            <details><summary>More</summary><form method="post" action="/n?x=1"><input type="hidden" name="kind" value="a">
            <input type="text" name="who" value="old"><textarea name="text">old</textarea>
            <label><input type="radio" name="r" value="1" checked>1</label><label><input type="radio" name="r" value="2">2</label>
            <select name="s"><option value=""></option><option value="k" selected>K</option></select></form></details>
            """
        let typed = Typed(
            form: "/n",
            values: [
                "who": ["\"><script>"], "text": ["\n</textarea>"], "r": ["2"], "s": ["gone"], "more": ["1"], "new": ["Lost words"],
                "kind": ["a"], "password": [""],
            ])
        var refill = Refill(typed)
        let filled = refill.fill(page)
        #expect(filled.contains("name=\"who\" value=\"&quot;&gt;&lt;script&gt;\"") && !filled.contains("<script>"))
        #expect(
            filled.contains("<textarea name=\"text\">\n\n&lt;/textarea&gt;</textarea>"), "the first line break is none of the text")
        #expect(filled.contains("value=\"2\" checked") && !filled.contains("value=\"1\" checked") && !filled.contains("selected"))
        #expect(filled.contains("<details open><summary>") && refill.isFound)
        #expect(refill.left == ["Lost words", "gone"], "\(refill.left)")
        var nowhere = Refill(Typed(form: "/other", values: ["text": ["Lost words"]]))
        #expect(nowhere.fill(page) == page && !nowhere.isFound && nowhere.left == ["Lost words"])
        // Of two forms to one address, the one whose own hidden values were sent.
        let two = ["accept", "decline"].map {
            "<form method=\"post\" action=\"/d\"><input type=\"hidden\" name=\"decision\" value=\"\($0)\"><input name=\"why\"></form>"
        }.joined()
        var second = Refill(Typed(form: "/d", values: ["decision": ["decline"], "why": ["No room"]]))
        #expect(second.fill(two).contains("value=\"decline\"><input name=\"why\" value=\"No room\">"))
    }
}
