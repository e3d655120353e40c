package import Foundation
import Glibc

/// Where a program of the machine that does work for this one may stand: where an administrator named it, where packages put programs,
/// or in the Python folder of this program's own installation.
///
/// Never the current folder, never the search path: whoever can set those could have a program of theirs do the work.
package enum OutsideProgram {
    private static let folders = ["/usr/bin", "/usr/local/bin"]

    /// The whole path of a program that can be run. Nil when there is none.
    ///
    /// - Parameter setting: what an administrator named; it alone counts when it is given, and only as a whole path.
    /// - Parameter own: folders of this installation in which it may also stand.
    package static func path(of name: String, setting: String?, own: [String] = []) -> String? {
        let places = setting.map { [$0] } ?? (folders + own).map { "\($0)/\(name)" }
        return places.first { $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// The Python folder beside this program, beside its folder, or of the source that it was built in; each as whole path.
    ///
    /// Shape: only such as nobody but the owner of the program or the machine may write to.
    package static let ownPython: [String] = python(of: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath())

    package static func python(of program: URL) -> [String] {
        let folder = program.deletingLastPathComponent()
        var places = [folder, folder.deletingLastPathComponent()]
        if let build = program.path.range(of: "/.build/") {
            places.append(URL(filePath: String(program.path[..<build.lowerBound])))
        }
        return places.map { $0.appending(path: ".venv/bin").path }.filter(isOwn)
    }

    private static func isOwn(_ folder: String) -> Bool {
        var found = stat()
        guard folder.hasPrefix("/"), stat(folder, &found) == 0, found.st_mode & S_IFMT == S_IFDIR else { return false }
        return (found.st_uid == 0 || found.st_uid == geteuid()) && found.st_mode & 0o022 == 0
    }
}
