import Testing

@testable import Matching

struct SoundKeyTests {
    @Test(arguments: [
        ["philip", "philippe", "felipe", "filip"], ["catherine", "katherine", "catrina", "katrin"],
        ["joseph", "josef", "jozef", "josephe"], ["francis", "fransis", "frances", "francise"],
        ["etienne", "etienn", "etyen", "ethienne"], ["victor", "viktor", "bictor", "victore"],
        ["helene", "helena", "elena", "elen"],
        ["stephanie", "stefani", "stefania", "stephany"], ["xavier", "zavier", "savier", "zavyer"],
        ["schwartz", "shwartz", "swarts", "chouartz"],
    ])
    func soundsAlike(spellings: [String]) {
        #expect(Set(spellings.map { SoundKey(Array($0.utf8)) }).count == 1)
    }

    @Test(arguments: [("marie", "martin"), ("joseph", "charles"), ("peter", "mary"), ("clovis", "calixte")])
    func soundsUnlike(a: String, b: String) {
        #expect(SoundKey(Array(a.utf8)) != SoundKey(Array(b.utf8)))
    }

    @Test func twelveSoundsAreKept() {
        #expect(SoundKey(Array("bcdfglmprstbcdfglmprst".utf8)).count == 12)
        #expect(SoundKey([]).count == 0)
    }
}
