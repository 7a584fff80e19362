// SPDX-License-Identifier: Apache-2.0
import Quantities

/// What happened in a trial.
public enum TrialEvent: Codable, Hashable, Sendable {
    case started
    /// Somebody asked for the next injection.
    case doseRequested(dose: Mass)
    /// It is over: what the pump delivered of it, at least. `atMost` only where nobody knows exactly: a crash cut it
    /// short, and then the least may be nothing.
    case doseGiven(dose: Mass, volume: Volume, atMost: Mass? = nil)
    /// It was refused, or surely nothing of it was delivered.
    case doseNotGiven(reason: String)
    /// A continuous trial delivers at this rate from here on.
    case rateReached(rate: FlowRate)
    /// 0, no pain, to 10.
    case score(pain: Int)
    case sideEffect(text: String)
    case note(text: String)
    /// Relief; in a continuous trial the rate is held at this from here on.
    case relief(heldRate: FlowRate?)
    case ended(outcome: TrialOutcome)
}
