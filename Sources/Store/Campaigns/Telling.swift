import Register

/// How the counts of a chain are told: from 1 to below the limit never exactly, nor by subtraction from what stands beside them.
struct Telling {
    struct Counts {
        var calls = 0
        var triaged = 0
        var screened = 0
        var found = 0
    }

    let limit: Int

    private static var steps: [KeyPath<Counts, Int>] { [\.calls, \.triaged, \.screened, \.found] }

    /// Of a whole that is told beside nothing else. Shape: calls of some days are events of the hotline and told exactly.
    func chain(_ counts: Counts, exactCalls: Bool = false) -> CallChain {
        chain(
            exactCalls ? .exactly(counts.calls) : Told(counts.calls, fewer: limit), Told(counts.triaged, fewer: limit),
            Told(counts.screened, fewer: limit), hidesFound(counts) ? .hidden : Told(counts.found, fewer: limit))
    }

    /// Of a part of a whole that stands beside it.
    func chain(_ counts: Counts, outOf whole: Counts) -> CallChain {
        let told = Telling.steps.map { step -> Told in
            let (part, all) = (counts[keyPath: step], whole[keyPath: step])
            let isWholeTold = step == \.calls || Told(all, fewer: limit) == .exactly(all)
            return isWholeTold ? Told.parts([part, max(0, all - part)], fewer: limit)[0] : Told(part, fewer: limit)
        }
        return chain(told[0], told[1], told[2], hidesFound(counts) ? .hidden : told[3])
    }

    /// Of a part of so many calls; nothing else is told of that whole.
    func chain(_ counts: Counts, outOfCalls all: Int) -> CallChain {
        let own = chain(counts)
        let calls = Told.parts([counts.calls, max(0, all - counts.calls)], fewer: limit)[0]
        return chain(calls, own.triaged, own.screened, own.found)
    }

    /// Of parts that together are a whole.
    func chains(_ parts: [Counts], of whole: Counts) -> [CallChain] {
        let told = Telling.steps.map { step -> [Told] in
            let counts = parts.map { $0[keyPath: step] }
            let own = Set(parts.indices.filter { step == \.found && hidesFound(parts[$0]) })
            return Told.parts(counts, hiding: own, fewer: limit)
        }
        return parts.indices.map { chain(told[0][$0], told[1][$0], told[2][$0], told[3][$0]) }
    }

    /// Whether few people were screened and not found: they would follow from both counts.
    private func hidesFound(_ counts: Counts) -> Bool {
        Told(counts.found, fewer: limit) == .exactly(counts.found)
            && Told(counts.screened, fewer: limit) == .exactly(counts.screened)
            && (1..<limit).contains(counts.screened - counts.found)
    }

    private func chain(_ calls: Told, _ triaged: Told, _ screened: Told, _ found: Told) -> CallChain {
        CallChain(calls: calls, triaged: triaged, screened: screened, found: found)
    }
}
