/// Given names that say the same in English, French, Spanish and Kwéyòl, with their short forms.
///
/// Shape: a line is `m` or `f`, the four languages in that order, then after `/` the nicknames.
enum GivenNames {
    struct Row: Sendable {
        let isMale: Bool
        /// English, French, Spanish, Kwéyòl.
        let languages: [String]
        let nicknames: [String]
    }

    static let rows: [Row] = table.split(separator: "\n").map { line in
        let halves = line.split(separator: "/").map { $0.split(separator: " ").map(String.init) }
        return Row(
            isMale: halves[0][0] == "m", languages: Array(halves[0].dropFirst()), nicknames: halves.count > 1 ? halves[1] : [])
    }

    private static let table = """
        m john jean juan jan / johnny jon jeannot tijan juancho
        m peter pierre pedro pye / pete pierrot pipi perucho
        m paul paul pablo pol
        f mary marie maria mari / molly mae mimi mariette mayita
        m joseph joseph jose jozef / joe jojo zef pepe chepe
        m james jacques santiago jak
        m michael michel miguel michel / mike mikey mitch miki
        m anthony antoine antonio antwan / tony ants toto twan toni nono
        m charles charles carlos chal / charlie chas carlitos
        m francis francois francisco franswa / frank fran fanfan paco pancho
        m louis louis luis lwi / lou loulou lucho
        m george georges jorge joj / georgie coque
        m henry henri enrique anri / harry hal riri quique
        m stephen etienne esteban etyen / steve
        m martin martin martin maten
        f theresa therese teresa terez / tess terry tete tere
        f elizabeth elisabeth isabel elizabet / liz betty eliza chabela
        f catherine catherine catalina katrin / kate kathy cat cata
        f josephine josephine josefina jozefin / josie fina pepa
        f martha marthe marta mat
        f rose rose rosa woz / rosie rosy rosita
        f lucy lucie lucia lisi / luz lucha
        f julia julie julia jili / juju
        m philip philippe felipe filip / phil
        m vincent vincent vicente vensan / vin vinny chente
        m matthew mathieu mateo matye / matt teo
        m luke luc lucas lik
        m mark marc marcos mak
        m andrew andre andres andwe / andy
        m thomas thomas tomas toma / tom
        m raphael raphael rafael rafayel / rafi
        m emmanuel emmanuel manuel emanyel / manny manolo
        m nicholas nicolas nicolas nikola / nick
        m lawrence laurent lorenzo loran / larry
        m william guillaume guillermo giyom / bill will memo
        m edward edouard eduardo edwa / ed ted lalo
        m alexander alexandre alejandro aleksann / alex sandy ale jandro
        f christine christine cristina kristin / chris tina cris
        f helen helene elena elen / nell lele
        f anne anne ana an
        f margaret marguerite margarita magrit / maggie peggy
        f frances francoise francisca franswaz
        f veronica veronique veronica vewonik / vero
        f monica monique monica monik
        f claire claire clara kle
        f genevieve genevieve genoveva jinovyev
        m victor victor victor vikto / vic
        m simon simon simon simon
        m daniel daniel daniel danyel / dan danny
        m gregory gregoire gregorio gregwa
        m robert robert roberto wobe / bob robbie beto
        m richard richard ricardo richa / rick dick ricky
        m frederick frederic federico fredewik / fred
        m eugene eugene eugenio ejenn / gene
        f angela angele angela anjel
        f eugenia eugenie eugenia ejeni
        f philomena philomene filomena filomenn
        f agatha agathe agueda agat
        f bernadette bernadette bernarda bennadet / bernie dette
        f cecilia cecile cecilia sesil
        f sophia sophie sofia sofi
        f esther esther ester este
        f ruth ruth rut rit
        f sarah sara sara sara
        f rachel rachel raquel rachel
        f rebecca rebecca rebeca rebeka
        m joshua josue josue jozwe
        m isaac isaac isaac izak
        m samuel samuel samuel samyel / sam
        m benjamin benjamin benjamin benjamen / ben benny
        m david david david david / dave
        m solomon salomon salomon salomon
        f charlotte charlotte carlota chalot
        f caroline caroline carolina kawolin
        f emily emilie emilia emili
        f johanna jeanne juana jann
        f patricia patricia patricia patrisya / pat trish
        f vivian viviane viviana vivyan
        f sylvia sylvie silvia silvi / syl
        f justina justine justina jistin
        m julian julien julian jilyen
        m felix felix felix feliks
        m dominic dominique domingo dominik
        m basil basile basilio bazil
        m cyril cyrille cirilo siril
        m stanislaus stanislas estanislao stanislas
        m augustine augustin agustin ogisten
        m leonard leonard leonardo leyona
        m maurice maurice mauricio moris
        """
}
