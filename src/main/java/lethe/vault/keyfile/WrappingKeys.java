package lethe.vault.keyfile;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The wrapping key and, during a rewrapping, the previous one, as in the newest header. */
final class WrappingKeys {
    private final SecretKey masterKey;
    private volatile Known known;

    private record Known(
            KeyFileHeader header,
            SecretKey current,
            @Nullable SecretKey former) {
        boolean isOf(KeyFileHeader other) {
            return header.wrappingKey().equals(other.wrappingKey())
                    && header.formerKey().equals(other.formerKey());
        }
    }

    public WrappingKeys(SecretKey masterKey, KeyFileHeader header) throws GeneralSecurityException {
        this.masterKey = masterKey;
        known = known(header);
    }

    private Known known(KeyFileHeader header) throws GeneralSecurityException {
        var former = header.formerKey().equals(KeyFileHeader.NO_KEY) ? null : unwrap(masterKey, header.formerKey());
        return new Known(header, unwrap(masterKey, header.wrappingKey()), former);
    }

    /** The header may have been written by another node. */
    public void take(KeyFileHeader header) {
        if (!known.isOf(header)) {
            try {
                known = known(header);
            } catch (GeneralSecurityException tampered) {
                throw new IllegalStateException("the header is wrapped under another master key", tampered);
            }
        }
    }

    public boolean isOpenedBy(SecretKey candidate) {
        try {
            unwrap(candidate, known.header().wrappingKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /**
     * The header to write before anything is wrapped under the fresh key: it contains both keys, because either may be needed.
     */
    public KeyFileHeader begin(KeyFileHeader header, SecretKey fresh) throws GeneralSecurityException {
        return header.with(
                ByteBuffer.wrap(KeyWrap.wrap(masterKey, fresh)),
                ByteBuffer.wrap(KeyWrap.wrap(fresh, directoryKey(header))),
                header.wrappingKey());
    }

    public SecretKey directoryKey(KeyFileHeader header) throws GeneralSecurityException {
        return unwrap(unwrap(masterKey, header.wrappingKey()), header.directoryKey());
    }

    byte[] wrap(SecretKey key) {
        return KeyWrap.wrap(known.current(), key);
    }

    SecretKey unwrap(ByteBuffer wrapped) throws GeneralSecurityException {
        var keys = known;
        try {
            return unwrap(keys.current(), wrapped);
        } catch (GeneralSecurityException notYetUnderIt) {
            if (keys.former() == null) {
                throw notYetUnderIt;
            }
            return unwrap(keys.former(), wrapped);
        }
    }

    private static SecretKey unwrap(SecretKey under, ByteBuffer wrapped) throws GeneralSecurityException {
        return KeyWrap.unwrap(under, wrapped.array());
    }
}
