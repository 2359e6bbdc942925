package lethe.vault.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** What is asked of the disks that the key file lies on, so that it can be made to go wrong. */
@Component
public class Disk {
    OpenFile open(Path path) throws IOException {
        return new OpenFile(path, this);
    }

    /** May stay in the page cache. */
    protected void write(Path path, RandomAccessFile file, long position, byte[] bytes) throws IOException {
        file.seek(position);
        file.write(bytes);
    }

    /** Returns once what was written is on the disk. */
    protected void sync(Path path, RandomAccessFile file) throws IOException {
        file.getChannel().force(false);
    }

    /** Ends the process, which cannot know any more what is on the disk; the next one looks. */
    protected void halt() {
        Runtime.getRuntime().halt(1);
    }
}
