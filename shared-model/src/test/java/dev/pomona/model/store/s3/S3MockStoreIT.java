package dev.pomona.model.store.s3;

import dev.pomona.model.testing.S3TestServer;

/** The store on S3Mock, which runs everywhere. */
class S3MockStoreIT extends S3StoreContract {

    private static final String BUCKET = S3TestServer.s3Mock().newBucket();

    @Override
    S3TestServer server() {
        return S3TestServer.s3Mock();
    }

    @Override
    String bucket() {
        return BUCKET;
    }

    /** It checks conditions and replaces objects in several steps. */
    @Override
    protected boolean isAtomic() {
        return false;
    }
}
