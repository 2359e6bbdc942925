package lethe.vault.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The disk operations of the key file; tests replace them to simulate failures. */
public class Disk {
    OpenFile open(Path path) throws IOException {
        return new OpenFile(path, this);
    }

    /** The bytes may stay in the page cache. */
    protected void write(Path path, RandomAccessFile file, long position, byte[] bytes) throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    /** Returns when everything written is durable. */
    protected void sync(Path path, RandomAccessFile file) throws IOException {
        file.getChannel().force(false);
    }

    /** Ends the process, because it no longer knows what is on the disk; the next start checks. */
    protected void halt() {
        Runtime.getRuntime().halt(1);
    }
}
