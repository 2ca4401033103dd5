package dev.pomona.service.feedback;

import dev.pomona.service.web.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where feedback is kept. */
interface FeedbackStore {

    /**
     * Keeps the feedback and, where the person agreed to it, the photo.
     *
     * @param jpeg a picture without metadata; null for none
     * @throws ProblemException if there is no room left
     */
    void keep(KeptFeedback feedback, byte @Nullable [] jpeg) throws IOException;
}
