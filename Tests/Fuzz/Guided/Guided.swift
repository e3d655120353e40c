import Fuzzing

/// The coverage-guided program: libFuzzer finds its way through one reader by the branches that an input takes.
///
/// Shape: `guided --reader=NAME` and then what libFuzzer takes; `guided --list` names the readers, `guided --words=NAME` gives the
/// words of one as libFuzzer's dictionary. Source: LLVM, libFuzzer, `LLVMFuzzerRunDriver`.
enum Guided {
    static let reader: FuzzTarget = {
        guard let reader = word("--reader=").flatMap(FuzzTarget.named) else {
            fatalError("name a reader: --reader=NAME; see --list")
        }
        return reader
    }()

    static func word(_ option: String) -> String? {
        CommandLine.arguments.first { $0.hasPrefix(option) }.map { String($0.dropFirst(option.count)) }
    }

    /// What is asked without libFuzzer. False when it is to run.
    static func tells() -> Bool {
        if CommandLine.arguments.contains("--list") {
            for target in FuzzTarget.all { print(target.name) }
            return true
        }
        guard let target = word("--words=").flatMap(FuzzTarget.named) else { return false }
        for word in target.words + Odd.numbers + Odd.texts where !word.isEmpty {
            print("\"" + word.utf8.map(escaped).joined() + "\"")
        }
        return true
    }

    private static func escaped(_ byte: UInt8) -> String { "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

@_silgen_name("LLVMFuzzerRunDriver") private func drive(
    _ count: UnsafeMutablePointer<CInt>, _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

// libFuzzer's own start asks for it, though ours is used.
@_cdecl("LLVMFuzzerTestOneInput") func one(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Guided.reader.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

// The package gives the start of each program this name.
@_cdecl("guided_main") func start(_ count: CInt, _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    if Guided.tells() { return 0 }
    var (count, words) = (count, words)
    return drive(&count, &words, one)
}
