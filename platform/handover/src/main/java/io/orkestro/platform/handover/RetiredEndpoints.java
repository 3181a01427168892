package io.orkestro.platform.handover;

import io.orkestro.platform.routing.Capability;
import io.orkestro.platform.web.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Endpoints of a retired part: 410 {@code retired}. Nobody gets here through an edge that knows the table. */
final class RetiredEndpoints implements HandlerInterceptor, WebMvcConfigurer {

    private final Retirable retirable;
    private final Retired retired;

    RetiredEndpoints(Retirable retirable, Retired retired) {
        this.retirable = retirable;
        this.retired = retired;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Optional<Capability> capability = retirable.capabilityOf(method.getBeanType());
            if (capability.filter(retired::isAlone).isPresent()) {
                throw new PartRetired(capability.get());
            }
        }
        return true;
    }

    /** Not here any more. */
    static final class PartRetired extends Refusal {

        PartRetired(Capability capability) {
            super(410, "retired", "This part is retired", "%s is served by its service alone.".formatted(capability));
        }
    }
}
