/// Names that stand for one another though they neither look nor sound alike: translations, nicknames, transliterations.
///
/// Shape: a group is a small number. A name belongs to one group at most, the first that names it.
enum Equivalents {
    static func group(of word: [UInt8]) -> Int32? { groups[word] }

    /// Transliterations by which families of Indian and Arabic names are known in the Caribbean.
    static let transliterations: [[String]] = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    private static let groups: [[UInt8]: Int32] = {
        var groups: [[UInt8]: Int32] = [:]
        let rows = GivenNames.rows.map { $0.languages + $0.nicknames } + transliterations
        for (group, row) in rows.enumerated() {
            for name in row where groups[Array(name.utf8)] == nil { groups[Array(name.utf8)] = Int32(group) }
        }
        return groups
    }()

    private static let table = """
        muhammad mohammed mohamed mohammad muhamed
        hussein husain hosein hussain
        yusuf yousef youssef josef
        ahmad ahmed achmad
        fatima fatimah fathima
        aisha aysha aicha ayesha
        khadija kadija khadijah
        amina aminah ameena
        mohammed muhammad mohamed mohamad
        hosein hussein hussain
        khan kan kahn
        persaud prasad persad pershad
        ramdeen ramdin
        rampersad ramprasad rampersaud
        jagdeo jagdev
        sookdeo sukhdeo
        maharaj maharajh
        imran emran
        zainab zaynab zeinab
        omar umar omer
        singh sing
        ali aly
        """
}
