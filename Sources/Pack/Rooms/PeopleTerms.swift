package import Register

/// How a country writes the people of an incident: the columns of a list, what is usual, and which languages its own staff speak.
package struct PeopleTerms: Sendable {
    /// One column of a list.
    ///
    /// Shape: several questions for a name share its words; of several others the first that a cell suits is answered, such as a day
    /// of birth, else an age group.
    package struct Column: Sendable {
        package let label: Wording
        /// What else a sheet may call it.
        package let names: [String]
        package let places: [(form: FormID, field: Field)]
        /// The code for a word that people write, in small letters.
        package let values: [String: String]
    }

    package let columns: [Column]
    /// What is answered for everybody when their case is opened.
    package let usual: [(form: FormID, field: FieldID, answer: Answer)]
    /// The questions for the language a person speaks and for the need of an interpreter.
    package let language: FieldID?
    package let interpreter: FieldID?
    /// The languages that need no interpreter.
    package let spoken: Set<String>

    /// Whether somebody needs an interpreter: they said so, or nobody asked and their language is not among those that staff speak.
    package func needsInterpreter(_ language: String?, said: String?) -> Bool {
        guard said != "no" else { return false }
        return said == "yes" || language.map { !spoken.contains($0) } ?? false
    }
}
