/// The letters of a name without accents, case or apostrophes.
///
/// Shape: `Désir` gives `desir`, `D'Auvergne` gives `dauvergne`; any other sign parts two words. Letters of other scripts stay as
/// their UTF-8, so that a name in them is still found when written the same.
package enum Letters {
    package static func words(in text: some StringProtocol) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let letters = plain(scalar) else {
                if !word.isEmpty { words.append(word) }
                word.removeAll()
                continue
            }
            word.append(contentsOf: letters)
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    package static func text(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self) }

    /// Nil where a word ends, nothing for a mark inside a word.
    private static func plain(_ scalar: Unicode.Scalar) -> [UInt8]? {
        switch scalar {
        case "a"..."z": return [UInt8(scalar.value)]
        case "A"..."Z": return [UInt8(scalar.value) + 32]
        case "'", "\u{2019}", "`", "\u{B4}", "\u{300}"..."\u{36F}": return []
        case "\u{0}"..."\u{BF}": return nil
        default: return accented[scalar] ?? (scalar.properties.isAlphabetic ? Array(String(scalar).lowercased().utf8) : nil)
        }
    }

    private static let accented: [Unicode.Scalar: [UInt8]] = {
        let rows = [
            "a": "àáâãäåāăąÀÁÂÃÄÅĀĂĄ", "ae": "æÆ", "c": "çćčÇĆČ", "d": "ďđðĎĐÐ", "e": "èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "g": "ğĞģĢ",
            "i": "ìíîïīĭįıÌÍÎÏĪĬĮİ", "l": "łľŁĽ", "n": "ñńňÑŃŇ", "o": "òóôõöøōŏőÒÓÔÕÖØŌŎŐ", "oe": "œŒ", "r": "řŕŘŔ",
            "s": "śşšŚŞŠ", "ss": "ß", "t": "ţťŢŤ", "u": "ùúûüūŭůűųÙÚÛÜŪŬŮŰŲ", "y": "ýÿÝŸ", "z": "źżžŹŻŽ",
        ]
        var letters: [Unicode.Scalar: [UInt8]] = [:]
        for (plain, accented) in rows { for scalar in accented.unicodeScalars { letters[scalar] = Array(plain.utf8) } }
        return letters
    }()
}
