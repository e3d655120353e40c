import Register

/// Everyone who may work here, in memory, and how often that changed.
struct Roster: Sendable {
    private(set) var accounts: [AccountID: Account] = [:]
    private(set) var changes = 0

    mutating func take(_ new: some Sequence<(AccountID, Account)>) {
        for (id, account) in new { accounts[id] = account }
        changes += 1
    }
}
