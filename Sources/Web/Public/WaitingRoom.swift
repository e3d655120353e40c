/// Who waits before a narrow door. Whoever asked first goes first, in turns of those who worked for it and those who only waited.
struct WaitingRoom {
    struct Seat: Equatable {
        let number: Int
        /// Units: seconds since 1970.
        let asked: Int
        let hasWorked: Bool
        /// A ticket has one seat.
        let ticket: String
    }

    /// Of each of the two kinds.
    let most: Int
    private(set) var seats: [Seat] = []
    private var isTurnOfWork = true

    init(most: Int) { self.most = most }

    /// Takes a seat. Gives those who leave for it: an earlier one of the same ticket, and when it is full whoever asked last.
    mutating func sit(_ seat: Seat) -> [Seat] {
        var leaving = seats.filter { $0.ticket == seat.ticket }
        seats.removeAll { $0.ticket == seat.ticket }
        seats.append(seat)
        let alike = seats.filter { $0.hasWorked == seat.hasWorked }
        if alike.count > most, let last = alike.max(by: WaitingRoom.isEarlier) {
            leave(last.number)
            leaving.append(last)
        }
        return leaving
    }

    mutating func leave(_ number: Int) { seats.removeAll { $0.number == number } }

    mutating func next() -> Seat? {
        defer { isTurnOfWork.toggle() }
        for kind in [isTurnOfWork, !isTurnOfWork] {
            guard let first = seats.filter({ $0.hasWorked == kind }).min(by: WaitingRoom.isEarlier) else { continue }
            leave(first.number)
            return first
        }
        return nil
    }

    private static func isEarlier(_ a: Seat, _ b: Seat) -> Bool { (a.asked, a.number) < (b.asked, b.number) }
}
