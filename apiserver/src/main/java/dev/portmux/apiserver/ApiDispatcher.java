package dev.portmux.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectRulesReviewStatusBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.HttpUrl;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The mock server's verbs, and server-side apply and garbage collection, which it lacks. */
final class ApiDispatcher extends KubernetesCrudDispatcher {
    private static final String APPLY = "application/apply-patch+yaml";

    /** Writes one at a time: an apply is a read and a write, and a delete takes the owned objects with it. */
    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.method() == HttpMethod.GET) {
            return super.dispatch(request);
        }
        synchronized (this) {
            return super.dispatch(request);
        }
    }

    @Override
    public MockResponse handlePatch(RecordedRequest request) {
        var type = request.getHeader("Content-Type");
        return type != null && type.startsWith(APPLY) ? apply(request) : super.handlePatch(request);
    }

    @Override
    public MockResponse handleCreate(RecordedRequest request) {
        return String.valueOf(request.getPath()).endsWith("/selfsubjectrulesreviews")
                ? review(request)
                : super.handleCreate(request);
    }

    /** Everybody may do everything here; an operator that stands for election asks before it starts. */
    private static MockResponse review(RecordedRequest request) {
        var review = Serialization.unmarshal(request.getBody().readUtf8(), SelfSubjectRulesReview.class);
        review.setStatus(new SubjectRulesReviewStatusBuilder()
                .withIncomplete(false)
                .addNewResourceRule()
                .withApiGroups("*")
                .withResources("*")
                .withVerbs("*")
                .endResourceRule()
                .build());
        return new MockResponse()
                .setResponseCode(HttpURLConnection.HTTP_CREATED)
                .setBody(Serialization.asJson(review));
    }

    private MockResponse apply(RecordedRequest request) {
        var url = HttpUrl.parse("http://localhost" + request.getPath());
        var path = url.encodedPath();
        var applied = Serialization.unmarshal(request.getBody().readUtf8(), ObjectNode.class);
        var ownership = new FieldOwnership(manager(url), path.endsWith("/status") ? "status" : "");
        var found = handleGet(path);
        if (found.code() == HttpURLConnection.HTTP_OK) {
            var current = Serialization.unmarshal(found.getBody().readUtf8(), ObjectNode.class);
            return handleUpdate(write(request, HttpMethod.PUT, path, ownership.apply(current, applied)));
        }
        if (path.endsWith("/status")) {
            return found;
        }
        var created = ownership.apply(applied.objectNode(), applied);
        created.withObject("metadata").remove("resourceVersion");
        var collection = path.substring(0, path.lastIndexOf('/'));
        return handleCreate(write(request, HttpMethod.POST, collection, created));
    }

    private static String manager(HttpUrl url) {
        var manager = url.queryParameter("fieldManager");
        return manager == null ? "unknown" : manager;
    }

    private static RecordedRequest write(RecordedRequest from, HttpMethod method, String path, ObjectNode body) {
        var bytes = new Buffer().writeUtf8(Serialization.asJson(body));
        return new RecordedRequest(from.getHttpVersion(), method, path, from.getHeaders(), bytes);
    }

    /** Called under the write lock for every change; the end of an object is the end of those it owns. */
    @Override
    public void processEvent(
            String path,
            AttributeSet pathAttributes,
            @Nullable AttributeSet oldAttributes,
            @Nullable GenericKubernetesResource resource,
            @Nullable String newState) {
        var deleted = newState == null ? map.get(oldAttributes) : null;
        super.processEvent(path, pathAttributes, oldAttributes, resource, newState);
        if (deleted != null) {
            var owner = metadata(deleted).getUid();
            collect(each -> isOwner(owner, each));
        } else if (newState != null && isOrphan(metadata(newState))) {
            // Its owner went while it was being written.
            var orphan = metadata(newState).getUid();
            collect(each -> orphan.equals(each.getUid()));
        }
    }

    private boolean isOrphan(ObjectMeta object) {
        return !object.getOwnerReferences().isEmpty()
                && map.values().stream()
                        .noneMatch(each -> isOwner(metadata(each).getUid(), object));
    }

    private static boolean isOwner(String uid, ObjectMeta of) {
        return of.getOwnerReferences().stream().anyMatch(reference -> uid.equals(reference.getUid()));
    }

    private void collect(Predicate<ObjectMeta> gone) {
        for (var entry : List.copyOf(map.entrySet())) {
            if (gone.test(metadata(entry.getValue()))) {
                processEvent("", entry.getKey(), entry.getKey(), null, null);
            }
        }
    }

    private static ObjectMeta metadata(String object) {
        return Serialization.unmarshal(object, GenericKubernetesResource.class).getMetadata();
    }
}
