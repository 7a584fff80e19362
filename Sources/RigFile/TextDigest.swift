// SPDX-License-Identifier: Apache-2.0
import CCrypto

/// SHA-256 of a text, in 64 hexadecimal digits: for rig files, therapies and requests alike.
public enum TextDigest {
    public static func hexadecimal(of text: String) -> String {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        cisterna_sha256(bytes, bytes.count, &digest)
        return digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
