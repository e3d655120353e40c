import Foundation

/// A name that came with a file: never trusted, only held against the content and shown.
struct FileName {
    static let longest = 80
    private let stem: String
    /// In small letters, without the dot; empty when there is none.
    let ending: String

    init(_ claimed: String) {
        let base = claimed.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
        let shown = base.unicodeScalars.filter(FileName.isPlain)
        let name = String(String.UnicodeScalarView(shown)).trimmingCharacters(
            in: .whitespaces.union(CharacterSet(charactersIn: ".")))
        if let dot = name.lastIndex(of: "."), FileName.isEnding(name[dot...].dropFirst()) {
            (stem, ending) = (String(name[..<dot]), name[dot...].dropFirst().lowercased())
        } else {
            (stem, ending) = (name, "")
        }
    }

    /// Endings of Office files that carry programs.
    var endsInMacros: Bool { ["docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm"].contains(ending) }

    func shown(as kind: FileKind) -> String {
        let usual = kind.extensions.contains(ending) ? ending : kind.extensions[0]
        let short = stem.prefix(FileName.longest).trimmingCharacters(in: .whitespaces)
        return (short.isEmpty ? "file" : short) + "." + usual
    }

    /// Short, and not the year of a date.
    private static func isEnding(_ text: Substring) -> Bool {
        text.count <= 5 && text.contains(where: \.isLetter) && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    /// No control or format marks: U+202E would show "exe.jpg" for a name that ends in ".exe".
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: !"<>:\"|?*".unicodeScalars.contains(scalar)
        }
    }
}
