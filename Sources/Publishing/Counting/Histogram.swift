/// The inner loop of every count: a few thousand people at a time, so that what is worked out stays in the nearest cache.
struct Histogram {
    private static let stride = 4096

    private(set) var counts: [Int]
    private let columns: [Column]
    /// For each condition, one for a code that passes and zero for another: added without a branch the processor would have to guess.
    private let conditions: [(bytes: [UInt8], passes: [UInt8])]

    init(of columns: [Column], passing conditions: [(column: Column, codes: Codes)], people: Int) {
        self.columns = columns
        self.conditions = conditions.map { condition in
            (condition.column.bytes, (0...UInt8.max).map { condition.codes.contains($0) ? 1 : 0 })
        }
        let size = columns.reduce(1) { $0 * $1.codes.count }
        counts = []
        // Two sets of counters take turns: neighbours often share a code, and an addition must wait for the one before it.
        var counters = [UInt32](repeating: 0, count: size * 2)
        var (indices, weights) = ([UInt32](repeating: 0, count: Histogram.stride), [UInt8](repeating: 1, count: Histogram.stride))
        for start in Swift.stride(from: 0, to: people, by: Histogram.stride) {
            let chunk = start..<min(start + Histogram.stride, people)
            index(chunk, into: &indices)
            weigh(chunk, into: &weights)
            Histogram.add(indices, weights, count: chunk.count, size: size, to: &counters)
        }
        counts = (0..<size).map { Int(counters[$0]) + Int(counters[size + $0]) }
    }

    private func index(_ chunk: Range<Int>, into indices: inout [UInt32]) {
        indices.withUnsafeMutableBufferPointer { indices in
            for (position, column) in columns.enumerated() {
                let size = UInt32(column.codes.count)
                column.bytes.withUnsafeBufferPointer { bytes in
                    if position == 0 {
                        for row in 0..<chunk.count { indices[row] = UInt32(bytes[chunk.lowerBound &+ row]) }
                    } else {
                        for row in 0..<chunk.count {
                            indices[row] = indices[row] &* size &+ UInt32(bytes[chunk.lowerBound &+ row])
                        }
                    }
                }
            }
        }
    }

    private func weigh(_ chunk: Range<Int>, into weights: inout [UInt8]) {
        weights.withUnsafeMutableBufferPointer { weights in
            for (position, condition) in conditions.enumerated() {
                condition.bytes.withUnsafeBufferPointer { bytes in
                    condition.passes.withUnsafeBufferPointer { passes in
                        if position == 0 {
                            for row in 0..<chunk.count { weights[row] = passes[Int(bytes[chunk.lowerBound &+ row])] }
                        } else {
                            for row in 0..<chunk.count { weights[row] &= passes[Int(bytes[chunk.lowerBound &+ row])] }
                        }
                    }
                }
            }
        }
    }

    private static func add(_ indices: [UInt32], _ weights: [UInt8], count: Int, size: Int, to counters: inout [UInt32]) {
        counters.withUnsafeMutableBufferPointer { counters in
            indices.withUnsafeBufferPointer { indices in
                weights.withUnsafeBufferPointer { weights in
                    var row = 0
                    while row &+ 1 < count {
                        counters[Int(indices[row])] &+= UInt32(weights[row])
                        counters[size &+ Int(indices[row &+ 1])] &+= UInt32(weights[row &+ 1])
                        row &+= 2
                    }
                    if row < count { counters[Int(indices[row])] &+= UInt32(weights[row]) }
                }
            }
        }
    }
}
