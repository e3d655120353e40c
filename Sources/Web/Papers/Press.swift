import Foundation
import Outside
import Register

/// Makes papers: a page in, a tagged PDF/A-3a out, the same bytes for the same page and moment.
///
/// WeasyPrint does the work, and may fetch no address.
/// The same bytes come again as long as WeasyPrint, its libraries and the fonts stay; what a ledger holds is the digest of the paper given out.
package struct Press: Sendable {
    enum Fault: Error, Hashable {
        case unavailable
        case tookTooLong
        /// The page has no head, asks for something outside itself, or the program failed.
        case failed
        /// No font here has some of the letters; a paper that leaves out a name is worse than none.
        case lettersMissing

        init(_ fault: OutsideProgram.Fault) {
            self =
                switch fault {
                case .unavailable: .unavailable
                case .tookTooLong: .tookTooLong
                case .failed: .failed
                }
        }
    }

    private static let limits = OutsideProgram.Limits(seconds: 60, output: 64 << 20, remarks: 16 << 20)

    /// Nil when WeasyPrint is not installed.
    private let program: OutsideProgram?

    var isAvailable: Bool { program?.isAvailable ?? false }

    /// `setting` alone when it is given; else where packages put programs, then this installation's own Python folder.
    package init(setting: String?, own: [String] = OutsideProgram.ownPython) {
        program = OutsideProgram("weasyprint", setting: setting, own: own)
    }

    /// The page as a paper, dated `moment`.
    ///
    /// Shape: `html` carries its own style and pictures (`data:`); whatever it asks for from elsewhere is a fault.
    func pdf(from html: Data, at moment: Moment) async throws(Fault) -> Data {
        guard let program else { throw .unavailable }
        let page = try dated(html, moment)
        let made: (output: Data, remarks: Data)
        do {
            made = try await program.run(
                Press.options,
                environment: [
                    "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
                    "SOURCE_DATE_EPOCH": String(moment.seconds),
                ], input: page, within: Press.limits)
        } catch { throw Fault(error) }
        // The remarks name letters and addresses of the page, so they are read here and never passed on.
        if made.remarks.range(of: Data(".notdef glyph".utf8)) != nil { throw .lettersMissing }
        guard made.remarks.range(of: Data("Relative URI reference".utf8)) == nil, made.output.starts(with: Data("%PDF-".utf8))
        else {
            throw .failed
        }
        return made.output
    }

    private static let options = [
        "--pdf-variant", "pdf/a-3a", "--encoding", "utf-8", "--base-url=", "--allowed-protocols", "data", "--no-http-redirects",
        "--fail-on-http-errors", "--timeout", "1", "-", "-",
    ]

    /// The dates of a PDF come from the page's own words about itself.
    private func dated(_ html: Data, _ moment: Moment) throws(Fault) -> Data {
        guard let head = html.range(of: Data("<head>".utf8)) else { throw .failed }
        let (day, minute) = moment.local(offset: 0)
        let date =
            "\(day)T"
            + [minute / 60, minute % 60, (moment.seconds % 60 + 60) % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
                separator: ":") + "Z"
        let words = ["created", "modified"].map { "<meta name=\"dcterms.\($0)\" content=\"\(date)\">" }.joined()
        return html[..<head.upperBound] + Data(words.utf8) + html[head.upperBound...]
    }
}
