package import Register

extension Country {
    package func instrument(_ id: FormID) -> Instrument? { instruments.first { $0.id == id } }

    /// Any form a case can hold, by its name: one of the folder `forms`, the quick screen, or that of an instrument.
    package func form(_ id: FormID) -> Form? {
        forms[id] ?? (id == screening.form.id ? screening.form : instrument(id)?.form)
    }
}
