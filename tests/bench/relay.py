"""A TCP relay that holds every byte back for a while, as a long line does. Order and rate stay as they are."""
import asyncio
import threading


class Relay:
    """Connections to `port` go to `target` on loopback; `seconds` each way."""

    def __init__(self, target, seconds):
        self.target, self.seconds = target, seconds
        self.loop = asyncio.new_event_loop()
        self.port = None
        self.is_ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.is_ready.wait()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def run(self):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.is_ready.set()
        self.loop.run_forever()

    async def serve(self, reader, writer):
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
        await asyncio.gather(self.pump(reader, there_writer), self.pump(there_reader, writer))

    async def pump(self, reader, writer):
        """What arrives at t is written at t + seconds, however much arrives meanwhile."""
        def put(data):
            if data:
                writer.write(data)
            else:
                writer.close()

        while True:
            try:
                data = await reader.read(65536)
            except ConnectionError:
                data = b""
            self.loop.call_later(self.seconds, put, data)
            if not data:
                return
