/// A case that came in a file: its first form opens it, the others are answered.
package struct ArrivingCase: Sendable {
    package let id: EntryID
    package let forms: [(FormID, Answers)]
    package init(id: EntryID, forms: [(FormID, Answers)]) {
        self.id = id
        self.forms = forms
    }
}
