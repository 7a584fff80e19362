// SPDX-License-Identifier: Apache-2.0
import GRDB

extension LedgerReading {
    /// The prescription of a revision; nil where there is none. Throws ``LedgerError/storage(call:code:message:)``.
    public func prescription(revision: Int64) throws(LedgerError) -> StoredPrescription? {
        try reading("read a prescription") { db in
            try db.row(Ledger.prescriptionQuery + " WHERE revision = ?", [revision]).flatMap(StoredPrescription.init)
        }
    }

    /// All prescriptions, by revision. Throws ``LedgerError/storage(call:code:message:)``.
    public func prescriptions() throws(LedgerError) -> [StoredPrescription] {
        try reading("read the prescriptions") { db in
            try db.rows(Ledger.prescriptionQuery + " ORDER BY revision").compactMap(StoredPrescription.init)
        }
    }
}
