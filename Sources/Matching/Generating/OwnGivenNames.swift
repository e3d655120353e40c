/// Given names of one culture only, beside those of `GivenNames` that several share.
enum OwnGivenNames {
    static func common(in culture: Culture, isMale: Bool) -> [String] {
        let table =
            switch culture {
            case .haitian: isMale ? haitianMen : haitianWomen
            case .spanish: isMale ? spanishMen : spanishWomen
            case .lucian, .english: isMale ? englishMen : englishWomen
            case .indian: isMale ? indianMen : indianWomen
            }
        return Surnames.words(table)
    }

    private static let haitianMen = """
        wilner jocelyn fritz dieuseul wisly frantz jude ricardo evens jimmy mackenson widlin roody dieudonne odilon fanfan
        lucknor ronald kervens stanley wendel
        """

    private static let haitianWomen = """
        rose_marie guerline mirlande nadege wideline islande rolande fabiola dieula ketlie edeline roseline manouchka magalie
        widlyne yolette youseline gerda marjorie bettina
        """

    private static let spanishMen = """
        yohander yeison wilmer jesus angel rafael luis jose carlos yorman darwin edgar franklin freddy jhonny kleiver leonel
        maikel nelson omar
        """

    private static let spanishWomen = """
        yuleisy yusmary daniela gabriela andreina valentina mariangel yuliana carmen milagros yessenia katiuska yolanda luz
        paola oriana wilmary genesis alejandra keyla
        """

    private static let englishMen = """
        kurt kevin shawn dwayne jermaine kenton andre marlon devon rohan jason delroy leroy winston curtis alvin kimani jaden
        akeem tyrone
        """

    private static let englishWomen = """
        shanice keisha natasha kimberly shakira latoya tamika janelle kerisha sherma nadia alicia simone camille abigail ashley
        zoe kezia anisha petra
        """

    private static let indianMen = """
        muhammad hussein yusuf ahmad rajesh vishnu anil ravi imran omar kemraj deo harrilal naresh suresh
        """

    private static let indianWomen = """
        fatima aisha indira savitri radha anjali geeta amina khadija sunita devika shanta leela zainab meera
        """
}
