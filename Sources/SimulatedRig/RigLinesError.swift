// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Why the lines to a simulated rig in another process cannot be had.
public enum RigLinesError: Error, Hashable, Sendable, CustomStringConvertible {
    case system(call: String, path: String, errno: Int32)
    /// The file is none that a rig made.
    case notLines(path: String)
    case otherVersion(path: String, found: Int64, known: Int64)
    case otherSpeed(path: String, found: Int64, wanted: Int64)
    /// The rig process was started from another rig file.
    case otherRig(path: String)
    /// Another rig process has these lines; nil where it does not say which.
    case rigInUse(path: String, process: Int32?)
    /// Another daemon drives this rig.
    case driven(path: String)
    /// The rig process that made the file has ended or hangs.
    case rigIsGone(path: String, process: Int64)

    public var description: String {
        switch self {
        case .system(let call, let path, let errno):
            return "\(path): \(call) failed: \(String(cString: strerror(errno))) (errno \(errno))"
        case .notLines(let path):
            return "\(path): is no file of lines to a simulated rig; `cisterna-sim rig --lines` makes one"
        case .otherVersion(let path, let found, let known):
            return "\(path): lines of version \(found), this program knows \(known): start the rig anew with the "
                + "program of this version"
        case .otherSpeed(let path, let found, let wanted):
            return
                "\(path): the rig runs at a speed-up of \(found), simulation.speed-up says \(wanted): both must agree"
        case .otherRig(let path):
            return
                "\(path): the rig was started from another rig file, or another state of it; start both from the same"
        case .rigInUse(let path, let process):
            return "\(path): in use by another rig" + (process.map { " (process \($0))" } ?? "")
        case .driven(let path): return "\(path): another daemon drives this rig already"
        case .rigIsGone(let path, let process):
            return "\(path): the rig (process \(process)) gives no sign of life: start it anew (cisterna-sim rig)"
        }
    }
}
