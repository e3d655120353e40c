import Foundation

/// How deep the lists and objects of a JSON text stand in each other, before anything is made of it: what is deep is slow to refuse later.
enum JSONDepth {
    /// Answers in the rows of a group of a case stand six deep.
    static let most = 16

    static func isWithin(_ text: Data, most: Int = most) -> Bool {
        var (depth, isText, isEscaped) = (0, false, false)
        for byte in text {
            if isText {
                if isEscaped { isEscaped = false } else if byte == 0x5C { isEscaped = true } else if byte == 0x22 { isText = false }
                continue
            }
            switch byte {
            case 0x22: isText = true
            case 0x5B, 0x7B: depth += 1
            case 0x5D, 0x7D: depth -= 1
            default: continue
            }
            guard depth <= most else { return false }
        }
        return true
    }
}
