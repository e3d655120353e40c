import Foundation
import Synchronization

/// What a fuzzer must find: one that does not is no fuzzer. Each waits behind as small a condition as a real fault did.
extension FuzzTarget {
    package static let planted: [FuzzTarget] = [
        // As a header of language did: a piece that is not there.
        FuzzTarget("planted-piece", isPlanted: true) { bytes in
            for part in bytes.split(separator: 0x2C) { use(part.split(separator: 0x3B)[0]) }
        },
        // As a number of a form did.
        FuzzTarget("planted-number", isPlanted: true) { bytes in
            guard let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else { return }
            use(Int(number))
        },
        // As an index of a group did.
        FuzzTarget("planted-index", isPlanted: true) { bytes in
            if let index = Int(String(decoding: bytes, as: UTF8.self)) { use(index + 1) }
        },
        FuzzTarget("planted-bytes", words: ["BM"], isPlanted: true) { bytes in
            guard bytes.count > 4, bytes[0] == 0x42, bytes[1] == 0x4D else { return }
            use(bytes[Int(bytes[2])])
        },
        FuzzTarget("planted-hang", isPlanted: true) { bytes in
            while bytes.contains(0x21) { use(bytes) }
        },
        FuzzTarget("planted-memory", isPlanted: true) { bytes in
            guard bytes.contains(0x24) else { return }
            kept.withLock { $0.append(Data(repeating: 0x24, count: 512 << 20)) }
        },
    ]

    private static let kept = Mutex<[Data]>([])

    private static let seen = Mutex<UInt8>(0)

    /// Looks into a value, so that the optimizer cannot take its making away, or what it would have trapped at.
    @inline(never) package static func use<Value>(_ value: Value) {
        let sum = withUnsafeBytes(of: value) { $0.reduce(0, &+) }
        seen.withLock { $0 &+= sum }
    }
}
