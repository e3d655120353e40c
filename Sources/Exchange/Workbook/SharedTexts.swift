import Register

/// The texts that the cells of a workbook point to, without the help for reading them aloud.
final class SharedTexts: XMLListener {
    private var texts: [String] = []
    private let limits: SheetLimits
    private var (isInText, isCapturing, readings) = (false, false, 0)
    private var text: [UInt8] = []

    init(_ limits: SheetLimits) { self.limits = limits }

    subscript(place: Int) -> String? { texts.indices.contains(place) ? texts[place] : nil }

    func begin(_ name: String, _ attributes: XMLAttributes) throws {
        switch name {
        case "si" where !isInText:
            guard texts.count < limits.cells else { throw Beyond(.cells, limit: limits.cells) }
            (isInText, text) = (true, [])
        case "t" where isInText && readings == 0: isCapturing = true
        case "rPh": readings += 1
        default: break
        }
    }

    func take(_ text: UnsafeRawBufferPointer) throws {
        guard isCapturing else { return }
        guard self.text.count + text.count <= limits.cell else { throw Beyond(.cellLength, limit: limits.cell) }
        self.text += text
    }

    func end(_ name: String) {
        switch name {
        case "si" where isInText:
            texts.append(String(decoding: text, as: UTF8.self))
            isInText = false
        case "t": isCapturing = false
        case "rPh": readings = max(0, readings - 1)
        default: break
        }
    }
}
