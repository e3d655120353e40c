import Foundation

/// The files of a pack, each read and held against what its section declares.
struct PackPages {
    /// One file, by itself.
    private struct Page {
        var yaml: Yaml?
        var table: Table?
        var faults = Faults()

        init(_ data: Data, _ file: String) {
            do throws(PackFault) {
                if let table = Sections.tables[file] {
                    let read = try Table(data, file, once: table.once)
                    faults = read.faults(table.columns, once: table.once)
                    self.table = read
                } else if file.hasSuffix(".yml") {
                    let read = try Yaml.read(data, file)
                    if let shape = Sections.shape(of: file, read) { faults = shape.faults(in: read) }
                    yaml = read
                }
            } catch { faults.breaks(error) }
        }

        /// A file that stands for itself, whatever bytes it had.
        init(_ yaml: Yaml) {
            self.yaml = yaml
            faults = Sections.shape(of: yaml.file, yaml)?.faults(in: yaml) ?? Faults()
        }
    }

    let folder: PackFolder
    private var pages: [String: Page] = [:]
    /// The files of words, which are the largest: each is read when its turn comes, and not held beside the others.
    private var unread: [String: Data] = [:]

    init(_ folder: PackFolder) {
        self.folder = folder
        for (file, data) in folder.files where file.hasSuffix(".yml") || file.hasSuffix(".csv") { take(data, file) }
    }

    private mutating func take(_ data: Data, _ file: String) {
        if Section(file: file) == .words { unread[file] = data } else { pages[file] = Page(data, file) }
    }

    /// The same pack with other bytes, or another content, of one file.
    func with(_ data: Data, in file: String) -> PackPages {
        var other = self
        other.take(data, file)
        return other
    }

    func with(_ yaml: Yaml) -> PackPages {
        var other = self
        other.unread[yaml.file] = nil
        other.pages[yaml.file] = Page(yaml)
        return other
    }

    private var names: [String] { (Array(pages.keys) + unread.keys).sorted() }

    /// What each file is by itself, but for those of words, and which should be there and is not.
    var faults: Faults {
        var faults = Faults()
        for (file, page) in pages.sorted(by: { $0.key < $1.key }) where Section(file: file) != .words { faults.merge(page.faults) }
        for file in Sections.needed where pages[file] == nil { faults.breaks(PackFault(file, 1, "this file is missing")) }
        for file in names where !Sections.isKnown(file) {
            let near = Nearest.to(file, among: Sections.needed + Sections.others)
            faults.breaks(PackFault(file, 1, "nobody reads this file" + (near.map { "; did you mean \"\($0)\"?" } ?? "")))
        }
        return faults
    }

    /// The files of words one after the other, by their names, each with what is wrong with it by itself.
    func forEachOfWords(_ body: (Yaml, Faults) -> Void) {
        for file in names where Section(file: file) == .words {
            guard let page = pages[file] ?? unread[file].map({ Page($0, file) }) else { continue }
            body(page.yaml ?? .nothing(file), page.faults)
        }
    }

    func has(_ file: String) -> Bool { pages[file] != nil || unread[file] != nil }
    func hasFolder(_ name: String) -> Bool { folder.hasFolder(name) }
    /// Nothing when it is not there or could not be read.
    subscript(file: String) -> Yaml { pages[file]?.yaml ?? .nothing(file) }
    func table(_ file: String) -> Table { pages[file]?.table ?? .nothing }
    /// Those of a folder that could be read, by their names.
    func files(in name: String) -> [Yaml] {
        folder.files(in: name).compactMap { pages[$0]?.yaml }
    }
    /// Every one that could be read, but for those of words.
    var all: [Yaml] { pages.sorted { $0.key < $1.key }.compactMap(\.value.yaml) }
}

/// Which files a pack has, and what stands in each.
enum Sections {
    static let needed = [
        "pack.yml", "lists.yml", "roles.yml", "deadlines.yml", "statistics.yml", "agencies.csv", "services.csv", "places.csv",
        "holidays.csv",
    ]
    static let others = [
        "exports.yml", "map.csv", "rooms/concern.yml", "rooms/incident.yml", "rooms/provider.yml", "training/lists.yml",
        "training/satisfaction.yml", "training/follow-up.yml", "public/door.yml", "public/report.yml", "public/help.yml",
        "public/safe.yml", "campaigns/lists.yml", "campaigns/terms.yml",
    ]
    /// Those in which every file is one more of a kind.
    private static let folders = ["forms", "records", "screening", "campaigns", "training/tests", "words"]

    static let tables: [String: (columns: [Table.Column], once: String?)] = [
        "agencies.csv": (Country.Agency.columns, "code"), "services.csv": (Country.Service.columns, "code"),
        "places.csv": (Country.Place.columns, "code"), "holidays.csv": ([.filled("date", .day), .filled("name")], "date"),
        "map.csv": (MapReader.columns, nil),
    ]

    static func isKnown(_ file: String) -> Bool {
        if needed.contains(file) || others.contains(file) { return true }
        let folder = PackFolder.folder(of: file)
        if folder.hasPrefix("guidance/") { return !folder.dropFirst("guidance/".count).contains("/") }
        return folders.contains(folder)
    }

    /// Nil for a file that nobody reads.
    static func shape(of file: String, _ yaml: Yaml) -> Shape? {
        let (folder, name) = (PackFolder.folder(of: file), PackFolder.name(of: file))
        if folder.hasPrefix("guidance/") { return name == "rights-card" ? GuidanceReader.card : GuidanceReader.module }
        return switch (folder, name) {
        case ("", "pack"): PackReader.shape
        case ("", "lists"), ("campaigns", "lists"): .pairs(.choices)
        case ("", "roles"): RoleReader.shape
        case ("", "deadlines"): DeadlineReader.shape
        case ("", "exports"): ExportReader.shape
        case ("", "statistics"): StatisticsReader.shape
        case ("forms", _): FormReader.shape.and([:], ["layouts": .naming(.pairs(.names))])
        case ("records", _): RecordReader.shape
        case ("rooms", _): RoomReader.shapes[name]
        case ("screening", _): InstrumentReader.isInstrument(yaml) ? InstrumentReader.shape(yaml) : ScreeningReader.shape
        case ("training", "lists"): TrainingReader.lists
        case ("training", _): FormReader.shape
        case ("training/tests", _): TrainingReader.test
        case ("public", _): PublicDoorReader.shapes[name]
        case ("campaigns", "terms"): CampaignReader.terms
        case ("campaigns", _): CampaignReader.shape(yaml)
        case ("words", _): .pairs(.text)
        default: nil
        }
    }
}
