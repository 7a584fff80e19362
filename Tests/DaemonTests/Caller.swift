// SPDX-License-Identifier: Apache-2.0
import Foundation
import Varlink

/// Another user of the machine, who calls the daemon.
struct Caller {
    let user: Int

    /// What the daemon answers this user.
    func call(_ method: String, _ parameters: String = "{}", of daemon: DaemonProcess) throws -> JSONValue {
        let program = """
            import socket, sys
            client = socket.socket(socket.AF_UNIX)
            client.connect(sys.argv[1])
            client.sendall(('{"method":"%s","parameters":%s}' % (sys.argv[2], sys.argv[3])).encode() + b'\\0')
            client.settimeout(60)
            reply = b''
            while not reply.endswith(b'\\0'):
                reply += client.recv(65536)
            print(reply[:-1].decode())
            """
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid=\(user)", "--regid=\(user)", "--clear-groups", "/usr/bin/python3", "-c", program, daemon.socket,
            method, parameters,
        ]
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONValue(parsing: said)
    }
}
