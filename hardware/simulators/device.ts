/** What a simulated device is to the wire it hangs on: TCP, a pty, or memory. */
export interface SimulatedDevice {
  /** Somebody has opened the port; `send` carries bytes to them until `end` is called. */
  connect(send: (bytes: Uint8Array) => void): DeviceConnection;
  /** The plug was pulled: whatever lives in memory only is gone. */
  powerCycle(): void;
}

export interface DeviceConnection {
  receive(bytes: Uint8Array): void;
  end(): void;
}
