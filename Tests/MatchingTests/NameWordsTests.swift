import Testing

@testable import Matching

struct NameWordsTests {
    @Test(arguments: [
        ("Jn Baptiste", "jean baptiste"), ("Jn. Baptiste", "jean baptiste"), ("JnBaptiste", "jean baptiste"),
        ("Jean-Baptiste", "jean baptiste"), ("JEANBAPTISTE", "jean baptiste"), ("St. Rose", "strose"), ("Saint Rose", "strose"),
        ("Ste-Rose", "strose"), ("Saintrose", "strose"), ("Désir", "desir"), ("De\u{301}sir", "desir"), ("D'Auvergne", "dauvergne"),
        ("O\u{2019}Brien", "obrien"), ("de la Cruz", "cruz"), ("De Los Santos", "santos"), ("Ti Jean", "jean"), ("Peña", "pena"),
        ("Jeannette", "jeannette"), ("Jeanville", "jeanville"), ("Marie Marie", "marie"), ("de la", "de la"), ("St", "st"),
        ("", ""),
        ("  ", ""), ("李 小龙", "李 小龙"), ("Kwéyòl", "kweyol"), ("Œuvre", "oeuvre"),
    ])
    func words(name: String, words: String) {
        #expect(NameWords.read(name).map(Letters.text).joined(separator: " ") == words)
    }

    @Test func everyWordIsReadAgainAsItself() {
        for name in ["Jn Baptiste", "Saint Rose", "de la Cruz", "Désir"] {
            for word in NameWords.read(name) { #expect(NameWords.read(Letters.text(word)) == [word]) }
        }
    }
}
