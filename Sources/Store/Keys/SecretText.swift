import CSodium

/// A text that somebody shows to prove something: a token of a form, a code, the mark of a ticket.
package enum SecretText {
    /// Whether what was shown is what it should be, in a time that does not tell how much of it was right.
    ///
    /// Shape: the length is no secret. Source: libsodium's sodium_memcmp.
    package static func isSame(_ shown: some StringProtocol, _ right: some StringProtocol) -> Bool {
        let (shown, right) = (Array(shown.utf8), Array(right.utf8))
        return shown.count == right.count && sodium_memcmp(shown, right, right.count) == 0
    }
}
