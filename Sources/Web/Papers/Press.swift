import Exchange
import Foundation
import Glibc
import Register

/// Makes papers: a page in, a tagged PDF/A-3a out, the same bytes for the same page and moment.
///
/// WeasyPrint does the work, as a program of its own: no shell, an empty environment, no address it may fetch, and files that
/// exist in memory only, so that nothing readable touches the disk. It blocks: call it on a thread that may.
/// The same bytes come again as long as WeasyPrint, its libraries and the fonts stay; what a ledger holds is the digest of the paper given out.
package struct Press: Sendable {
    enum Fault: Error, Hashable {
        case unavailable
        case tookTooLong
        /// The page has no head, asks for something outside itself, or the program failed.
        case failed
        /// No font here has some of the letters; a paper that leaves out a name is worse than none.
        case lettersMissing
    }

    /// Units: seconds.
    static let longest = 60
    /// Units: bytes.
    static let largest = 64 << 20

    /// Where WeasyPrint is; nothing when it is not installed.
    let program: String?

    var isAvailable: Bool { program.map(FileManager.default.isExecutableFile(atPath:)) ?? false }

    /// `setting` alone when it is given; else where packages put programs, then this installation's own Python folder.
    package init(setting: String?, own: [String] = OutsideProgram.ownPython) {
        program = OutsideProgram.path(of: "weasyprint", setting: setting, own: own)
    }

    /// The page as a paper, dated `moment`.
    ///
    /// Shape: `html` carries its own style and pictures (`data:`); whatever it asks for from elsewhere is a fault.
    /// Errors: `Fault`.
    func pdf(from html: Data, at moment: Moment) throws -> Data {
        guard let program, isAvailable else { throw Fault.unavailable }
        let page = try MemoryFile(dated(html, moment))
        let (paper, remarks) = (try MemoryFile(), try MemoryFile())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.arguments = Press.arguments
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SOURCE_DATE_EPOCH": String(moment.seconds),
        ]
        (process.standardInput, process.standardOutput, process.standardError) = (page.handle, paper.handle, remarks.handle)
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        guard ended.wait(timeout: .now() + .seconds(Press.longest)) == .success else {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw Fault.tookTooLong
        }
        // The remarks name letters and addresses of the page, so they are read here and never passed on.
        let said = try remarks.content()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else { throw Fault.failed }
        if said.range(of: Data(".notdef glyph".utf8)) != nil { throw Fault.lettersMissing }
        if said.range(of: Data("Relative URI reference".utf8)) != nil { throw Fault.failed }
        let pdf = try paper.content()
        guard pdf.starts(with: Data("%PDF-".utf8)) else { throw Fault.failed }
        return pdf
    }

    static let arguments = [
        "--pdf-variant", "pdf/a-3a", "--encoding", "utf-8", "--base-url=", "--allowed-protocols", "data", "--no-http-redirects",
        "--fail-on-http-errors", "--timeout", "1", "-", "-",
    ]

    /// The dates of a PDF come from the page's own words about itself.
    private func dated(_ html: Data, _ moment: Moment) throws -> Data {
        guard let head = html.range(of: Data("<head>".utf8)) else { throw Fault.failed }
        let (day, minute) = moment.local(offset: 0)
        let date =
            "\(day)T"
            + [minute / 60, minute % 60, (moment.seconds % 60 + 60) % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(
                separator: ":") + "Z"
        let words = ["created", "modified"].map { "<meta name=\"dcterms.\($0)\" content=\"\(date)\">" }.joined()
        return html[..<head.upperBound] + Data(words.utf8) + html[head.upperBound...]
    }
}

/// A file in shared memory, on no disk; its name is gone before anything is in it.
private struct MemoryFile {
    let handle: FileHandle

    init(_ content: Data = Data()) throws {
        let name = "/anse-" + UUID().uuidString
        let descriptor = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        shm_unlink(name)
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: content)
        try handle.seek(toOffset: 0)
    }

    func content() throws -> Data {
        guard try handle.seekToEnd() <= UInt64(Press.largest) else { throw Press.Fault.failed }
        try handle.seek(toOffset: 0)
        return try handle.readToEnd() ?? Data()
    }
}
