/// Why an action may not happen now: the domain's only error.
///
/// Shape: a key of the words file and what fills its holes; the page shows the sentence in the worker's language.
package struct Refusal: Error, Equatable, Sendable {
    package let reason: String
    package let details: [String: String]

    package init(_ reason: String, _ details: [String: String] = [:]) {
        self.reason = "refusal." + reason
        self.details = details
    }
}
