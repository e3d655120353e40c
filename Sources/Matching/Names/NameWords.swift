/// The words of a name that tell people apart.
///
/// Shape: `Jn. Baptiste`, `JnBaptiste`, `Jean-Baptiste` all give `jean`, `baptiste`; `St. Rose`, `Saint Rose` give `strose`;
/// `de la Cruz` gives `cruz`. A name made of particles only keeps them.
enum NameWords {
    static func read(_ text: some StringProtocol) -> [[UInt8]] {
        let words = Letters.words(in: text.prefix(longestText)).prefix(mostWords).map { Array($0.prefix(longestWord)) }
        var names = joined(saints: words).flatMap(partedFromJean)
        if names.contains(where: { !particles.contains($0) }) { names.removeAll { particles.contains($0) } }
        var seen: Set<[UInt8]> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// What is longer is no name: each letter of a word is compared with each.
    private static let (longestText, mostWords, longestWord) = (2000, 200, 64)

    private static func joined(saints words: [[UInt8]]) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var isSaint = false
        for word in words {
            if isSaint {
                names.append(Array("st".utf8) + word)
                isSaint = false
            } else if saints.contains(word) {
                isSaint = true
            } else {
                names.append(shortened(saint: word))
            }
        }
        if isSaint, let last = words.last { names.append(last) }
        return names
    }

    private static func shortened(saint word: [UInt8]) -> [UInt8] {
        word.count > 7 && word.starts(with: "saint".utf8) ? Array("st".utf8) + word.dropFirst(5) : word
    }

    private static func partedFromJean(_ word: [UInt8]) -> [[UInt8]] {
        let jean = Array("jean".utf8)
        if word == Array("jn".utf8) { return [jean] }
        if word.count > 4, word.starts(with: "jn".utf8) { return [jean, Array(word.dropFirst(2))] }
        if word.starts(with: jean), afterJean.contains(Array(word.dropFirst(4))) { return [jean, Array(word.dropFirst(4))] }
        return [word]
    }

    private static func set(_ words: String) -> Set<[UInt8]> { Set(words.split(separator: " ").map { Array($0.utf8) }) }

    private static let particles = set("ti de la los las del da do of the von van du des sir st saint ste")
    private static let saints = set("st saint ste sainte sen")
    /// What commonly follows Jean in one word. Jeannette and Jeanville are no such names.
    private static let afterJean = set(
        "baptiste batiste marie pierre louis charles francois jacques philippe noel paul claude simon michel luc marc gilles "
            + "joseph jules rene robert max denis felix gabriel julien mary phillippe philip rose")
}
