package import Foundation
import Glibc

extension OutsideProgram {
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
