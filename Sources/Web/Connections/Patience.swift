package import NIOCore

/// How long a connection may take over each thing.
package struct Patience: Sendable {
    /// For the whole head of a request, from the first byte of the connection or of the head.
    let head: TimeAmount
    /// Without a request after an answer.
    let idle: TimeAmount
    /// Between two looks at whether a body comes on.
    let look: TimeAmount
    /// Units: bytes that must have come at each look.
    let progress: Int
    /// For a whole body.
    let body: TimeAmount
    /// For an answer to begin to be taken, beside what its length needs.
    let answer: TimeAmount
    /// Units: bytes a second of an answer.
    let answerRate: Int
    /// For what is still sent after the answer was given, and how much of that is thrown away: strangers and those signed in.
    let rest: TimeAmount
    let restOfStranger: Int
    let restOfKnown: Int

    package init(
        head: TimeAmount = .seconds(10), idle: TimeAmount = .seconds(60), look: TimeAmount = .seconds(10), progress: Int = 4 << 10,
        body: TimeAmount = .minutes(10), answer: TimeAmount = .seconds(30), answerRate: Int = 4 << 10,
        rest: TimeAmount = .seconds(10), restOfStranger: Int = 2 << 20, restOfKnown: Int = 160 << 20
    ) {
        self.head = head
        self.idle = idle
        self.look = look
        self.progress = progress
        self.body = body
        self.answer = answer
        self.answerRate = answerRate
        self.rest = rest
        self.restOfStranger = restOfStranger
        self.restOfKnown = restOfKnown
    }

    /// What an answer of so many bytes may take.
    func answering(_ bytes: Int) -> TimeAmount { answer + .seconds(Int64(bytes / answerRate)) }
}
