extension Weights {
    /// Where every country begins, before its workers have decided anything.
    ///
    /// Source: if other, the shares among random pairs of the invented people in `Generating`. If same, a judgement, near what EM
    /// found among invented people of two generators; no real register has been looked at.
    package static let usual = Weights(odds: Level.allCases.map(usual))

    private static func usual(_ level: Level) -> Odds {
        let (ifSame, ifOther) = usualShares(level)
        return Odds(ifSame: ifSame, ifOther: ifOther)
    }

    private static func usualShares(_ level: Level) -> (Double, Double) {
        switch level {
        case .givenSame: (0.60, 0.0026)
        case .givenEquivalent: (0.05, 0.0025)
        case .givenAlike: (0.15, 0.0056)
        case .givenResembling: (0.02, 0.0037)
        case .givenElsewhere: (0.09, 0.0018)
        case .givenAlikeElsewhere: (0.02, 0.009)
        case .givenDifferent: (0.07, 0.975)
        case .familySame: (0.64, 0.0035)
        case .familyEquivalent: (0.01, 0.0002)
        case .familyAlike: (0.17, 0.0027)
        case .familyResembling: (0.01, 0.002)
        case .familyElsewhere: (0.05, 0.0005)
        case .familyAlikeElsewhere: (0.03, 0.0013)
        case .familyDifferent: (0.09, 0.990)
        case .otherNameShared: (0.88, 0.005)
        case .otherNamesDifferent: (0.12, 0.995)
        default: usualSharesBesideNames(level)
        }
    }

    private static func usualSharesBesideNames(_ level: Level) -> (Double, Double) {
        switch level {
        case .birthSame: (0.40, 0.00004)
        case .birthSlip: (0.04, 0.00025)
        case .birthYearSame: (0.24, 0.015)
        case .birthPartly: (0.03, 0.0016)
        case .birthOtherDay: (0.01, 0.012)
        case .birthYearNear: (0.16, 0.058)
        case .birthNear: (0.02, 0.052)
        case .birthYearWithinFive: (0.03, 0.085)
        case .birthWithinTen: (0.03, 0.32)
        case .birthFar: (0.03, 0.46)
        case .sexSame: (0.97, 0.53)
        case .sexDifferent: (0.03, 0.47)
        case .citizenshipShared: (0.92, 0.19)
        case .citizenshipDifferent: (0.08, 0.81)
        case .placeSame: (0.85, 0.018)
        case .placeAlike: (0.12, 0.004)
        case .placeDifferent: (0.03, 0.978)
        case .phoneSame: (0.55, 0.000002)
        case .phoneAlike: (0.02, 0.00001)
        case .phoneDifferent: (0.43, 0.99999)
        case .documentSame: (0.74, 0.0000005)
        case .documentAlike: (0.06, 0.00001)
        default: (0.20, 0.99999)
        }
    }
}
