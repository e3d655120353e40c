/// Rare names made of syllables: the long tail that no list holds.
enum Syllables {
    static func surnames(of culture: Culture) -> [String] {
        switch culture {
        case .lucian: Array(french.prefix(2_100))
        case .haitian: Array(french.dropFirst(2_100).prefix(1_300))
        case .spanish: Array(spanish.prefix(1_100))
        case .english: Array(english.prefix(1_400))
        case .indian: Array(indian.prefix(450))
        }
    }

    static func givenNames(isMale: Bool) -> [String] { isMale ? men : women }

    static let elsewhere = Array(french.suffix(40))

    private static let french = names(
        "mont beau belle bon grand saint val clair des du la le fon bel char mar del flor gran riv pres lam gos bar tor sal mir",
        "ville mond mont fort rose lin court pont val neuf ette ard ier aud oux ence elle ot in eau ange iste ante ezeau illon")
    private static let spanish = names(
        "al bar cas dor esp fer gar her jar lar mal mon nav oli pal quin riv sal tor val vil zam cor",
        "ado ales ano aros edo eda era ero ides iega ino illo ola on osa uela uera ate anza ique")
    private static let english = names(
        "ash black brad brook burn carl chat dun ed fair gold hal hart kings lang marl nor ox pem shel stan thorn wal wat whit win",
        "bridge bury combe croft dale field ford ham hurst land ley man more shaw stead ton wick well worth by")
    private static let indian = names(
        "am ar bal bad bas bir chan dev dhar gan gop har ind jag kal lach mah nan par rat roop sar shiv som sur",
        "ana ansingh deen der dat esh gobin inath kissoon lall nand nauth pal raj sami want")
    private static let men = names(given, "an ard en ic in ion is ley mar o on or us vin well rick ton")
    private static let women = names(given, "a ana elle ene ia ie ina isha ita lyn onda ora y ette anne esha")
    private static let given =
        "al an bel car cor dar del el fay gen hay jan kar kel lan lor mar mel nor ral ros sha ta tri val vel wen zan"

    /// Every beginning with every end, plain or with a vowel between, in an order of chance that never changes.
    private static func names(_ beginnings: String, _ ends: String) -> [String] {
        var names: Set<String> = []
        for beginning in beginnings.split(separator: " ") {
            for end in ends.split(separator: " ") {
                for middle in ["", "e", "a", "i", "ri", "lo"] { names.insert("\(beginning)\(middle)\(end)") }
            }
        }
        var dice = Dice(seed: 847)
        return names.sorted().shuffled(using: &dice)
    }
}
