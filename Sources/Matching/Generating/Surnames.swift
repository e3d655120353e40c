/// Family names common in the Caribbean, the commonest first. The people who bear them here are invented.
///
/// Shape: `_` stands for the space within one name.
enum Surnames {
    static func common(in culture: Culture) -> [String] {
        let table =
            switch culture {
            case .lucian: lucian
            case .haitian: haitian
            case .spanish: spanish
            case .english: english
            case .indian: indian
            }
        return words(table)
    }

    static func words(_ table: String) -> [String] {
        table.split { $0 == " " || $0 == "\n" }.map { String($0.map { $0 == "_" ? " " : $0 }) }
    }

    private static let lucian = """
        joseph charles pierre st_rose jean_baptiste jn_baptiste jn_marie augustin alexander alcide alphonse antoine auguste
        baptiste biscette bousquet calixte casimir cenac charlemagne chastanet clovis compton cyril daniel dariah darius delaire
        denis desir devaux didier dolcy dupont edmund elibox emmanuel ernest estaphane eudovic eugene evariste fanis faucher
        felicien felix ferdinand flavien florent fontenelle francis francois frederick gabriel gaillard gaspard george germain
        gilbert girard glasgow hippolyte henry hilaire hyacinth isidore jacobie james jean jeremie jn_charles jn_francois
        jn_pierre joachim john jongue jules julien justin labadie lafeuille lamontagne lansiquot laurent lawrence leon leonce
        lewis lionel louis louisy lubin lucien mangal marcellin marius martial mathurin maurice maxwell medard melchoir mitchel
        modeste monplaisir montoute moses myers narcisse nelson nicholas noel norbert octave odlum paul pelage peter philgence
        philip polius popo poleon prospere prudent raymond regis remy rene richard robert roserie sealy serieux severin simeon
        simon smith st_aimee st_ange st_catherine st_clair st_hill st_jour st_juste st_louis st_luce st_marie st_martin st_omer
        st_paul st_prix st_remy st_romain st_ville stanislas sylvester theodore theodule theophilus thomas tisson toussaint
        tobierre valmont verneuil victor vigier vitalis volney wilfred william williams wilson xavier yarde zepherin
        """

    private static let haitian = """
        pierre jean_louis joseph charles saint_fleur etienne desrosiers destine cadet estime exantus dorvil dieudonne lafleur
        jeudy josme mondesir noel philistin jean_pierre jean_charles jean_francois saint_louis saint_vil louissaint dorcely
        bien_aime beauvoir casseus celestin cherubin delva desinor dorismond duvernois fleurimond francois gedeon germeil
        guerrier hilaire honorat joassaint julmiste lamour laguerre lazarre lindor marcelin merisier metellus mesidor narcisse
        nozil oreste paulemon petit_frere pluviose predestin raphael regis romelus senat severe surpris sylvain telfort thelusma
        valcin vertus zamor
        """

    private static let spanish = """
        garcia rodriguez gonzalez hernandez lopez martinez perez sanchez ramirez diaz torres rojas reyes cruz jimenez morales
        castillo ortiz gutierrez mendoza vargas castro moreno rivas marquez bolivar rondon salazar guerrero blanco medina guzman
        polanco de_la_cruz de_los_santos pena almonte batista mejia vasquez paulino rosario santana encarnacion figueroa
        contreras suarez rivero gil silva leon parra briceno colmenares quintero zambrano villegas chacon marcano lugo bravo
        acosta fuentes nunez ibarra herrera romero alvarez fernandez gomez espinoza machado velasquez brito malave carvajal
        urbina gallardo
        """

    private static let english = """
        smith brown williams johnson jones campbell thompson henry james clarke davis wilson roberts grant edwards lewis green
        robinson taylor walker scott morgan bailey wright reid francis gordon allen simmonds baptiste cumberbatch braithwaite
        greenidge holder sobers worrell greaves weekes haynes springer forde gibbs phillip charles walcott alleyne blackman
        boyce brathwaite browne callender cadogan layne mayers
        """

    private static let indian = """
        singh persaud ramnarine khan mohammed ali maharaj ramdeen ramlogan rampersad sookdeo baksh hosein narine budhram
        deonarine bisnath jagdeo ramoutar seepersad mohan harripersad balgobin gobin rambarran
        """
}
