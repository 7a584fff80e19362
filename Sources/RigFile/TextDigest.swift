// SPDX-License-Identifier: Apache-2.0
import CCrypto

/// SHA-256 of a text, in 64 hexadecimal digits: for rig files, therapies and requests alike.
public enum TextDigest {
    public static func hexadecimal(of text: String) -> String {
        let bytes = Array(text.utf8)
        var digest = [UInt8](repeating: 0, count: 32)
        cisterna_sha256(bytes, bytes.count, &digest)
        return digits(digest)
    }

    /// SHA-256 of a file from its beginning, and how many bytes it has; nil where it cannot be read (errno says why).
    public static func ofFile(_ descriptor: Int32) -> (hexadecimal: String, bytes: Int64)? {
        var digest = [UInt8](repeating: 0, count: 32)
        let bytes = cisterna_sha256_file(descriptor, &digest)
        guard bytes >= 0 else { return nil }
        return (digits(digest), bytes)
    }

    private static func digits(_ digest: [UInt8]) -> String {
        digest.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
